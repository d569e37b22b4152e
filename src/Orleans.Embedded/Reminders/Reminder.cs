using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Calls its grain at each tick, through whichever silo is active. A tick that fails is not repeated.</summary>
internal sealed class Reminder : IGrainReminder, IDisposable
{
    private readonly EmbeddedCluster _cluster;
    private readonly TimeProvider _time;
    private readonly TimeSpan _period;
    private readonly DateTime _first;
    private readonly ITimer _timer;
    private bool _disposed;

    public Reminder(EmbeddedCluster cluster, TimeProvider time, GrainId grain, string name, TimeSpan dueTime, TimeSpan period)
    {
        _cluster = cluster;
        _time = time;
        _period = period;
        _first = time.GetUtcNow().UtcDateTime + dueTime;
        Grain = grain;
        ReminderName = name;

        // The ticks inherit nothing from the call that made the reminder.
        using var suppressed = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _timer = time.CreateTimer(_ => _ = TickAsync(), null, dueTime, Timeout.InfiniteTimeSpan);
    }

    public GrainId Grain { get; }

    public string ReminderName { get; }

    public void Dispose()
    {
        _disposed = true;
        _timer.Dispose();
    }

    public override string ToString() => $"<{Grain}, {ReminderName}>";

    private async Task TickAsync()
    {
        try
        {
            if (_cluster.Silos is [var silo, ..])
            {
                var grain = (IRemindable)(object)silo.Runtime.Factory.Refer(typeof(IRemindable), Grain);
                await grain.ReceiveReminder(ReminderName, new TickStatus(_first, _period, _time.GetUtcNow().UtcDateTime));
            }
        }
        catch (Exception)
        {
            // The grain's silo has logged it; the next tick comes all the same.
        }

        if (!_disposed)
        {
            _timer.Change(UntilNext(), Timeout.InfiniteTimeSpan);
        }
    }

    private TimeSpan UntilNext()
    {
        var since = _time.GetUtcNow().UtcDateTime - _first;
        return _period == TimeSpan.Zero || since < TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : _period - TimeSpan.FromTicks(since.Ticks % _period.Ticks);
    }
}
