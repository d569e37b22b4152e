using Microsoft.Extensions.Logging;

namespace OrleansBridge.Grains.Balancing;

/// <summary>
/// The backstop of liveness: agents' heartbeats keep the balancer active, and where no agent is left to send one, a
/// reminder brings it back within a minute or two, so that deadlines are kept and waiting tests are seen.
/// </summary>
internal sealed partial class BalancerGrain : IRemindable
{
    private const string Backstop = "backstop";

    // Orleans allows no faster one.
    private static readonly TimeSpan RemindEvery = TimeSpan.FromMinutes(1);

    private bool _reminded;

    /// <summary>The tick itself is enough: it activated the grain, and its timers do the rest.</summary>
    public Task ReceiveReminder(string reminderName, Orleans.Runtime.TickStatus status) => Task.CompletedTask;

    /// <summary>Repeated by a timer until the reminder stands: a balancer serves without it, and a database may be away.</summary>
    private async Task RemindAsync(CancellationToken cancellation)
    {
        if (_reminded)
        {
            return;
        }

        try
        {
            // Only where it is missing: an idle bridge writes nothing.
            if (await this.GetReminder(Backstop, cancellation) is null)
            {
                await this.RegisterOrUpdateReminder(Backstop, RemindEvery, RemindEvery, cancellation);
            }

            _reminded = true;
        }
        catch (Exception e)
        {
            LogNotReminded(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The balancer's reminder could not be set; it is tried again")]
    private partial void LogNotReminded(Exception exception);
}
