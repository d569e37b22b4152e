using OrleansBridge.Cli.Chaos.Mischief;
using OrleansBridge.Cli.Chaos.Planning;

namespace OrleansBridge.Cli.Chaos.Faults;

/// <summary>Has the silos lose calls of one kind for a while, until at least one was lost.</summary>
internal sealed class LostCallFault(FaultTarget target)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal static LostCalls Which(int pick) => (LostCalls)(pick % Enum.GetValues<LostCalls>().Length);

    internal async Task<Injection> LoseAsync(PlannedFault fault, CancellationToken cancellation)
    {
        var (lost, mark) = (Which(fault.Pick), FormattableString.Invariant($"lost{fault.Pick}"));
        var begun = DateTimeOffset.UtcNow;
        target.Orders.Give(Order.LoseCalls, $"{lost}\n{mark}");
        try
        {
            await Task.Delay(fault.Lasts, cancellation);
            while (target.Marks.Counted(mark).Count == 0)
            {
                if (DateTimeOffset.UtcNow - begun > Patience)
                {
                    throw new ChaosException($"of {lost} no call came within {Patience.TotalSeconds:0} s that could be lost");
                }

                await Task.Delay(100, cancellation);
            }
        }
        finally
        {
            target.Orders.Withdraw(Order.LoseCalls);
        }

        await Task.Delay(StandingOrders.Known, cancellation);
        var counted = string.Join(", ", target.Marks.Counted(mark).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Value} {c.Key}"));
        return new Injection { Kind = fault.Kind, Begun = begun, Ended = DateTimeOffset.UtcNow, Hit = $"{lost}: {counted}" };
    }
}
