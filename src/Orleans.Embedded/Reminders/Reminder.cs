using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Calls its grain at each tick, through whichever silo is active. A tick that fails is not repeated.</summary>
internal sealed class Reminder : IDisposable
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(1);

    private readonly EmbeddedCluster _cluster;
    private readonly TimeProvider _time;
    private readonly ReminderEntry _entry;
    private readonly ITimer _timer;
    private bool _disposed;

    public Reminder(EmbeddedCluster cluster, TimeProvider time, ReminderEntry entry)
    {
        (_cluster, _time, _entry) = (cluster, time, entry);
        Loaded = time.GetTimestamp();

        // The ticks inherit nothing from the call that made the reminder.
        using var suppressed = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _timer = time.CreateTimer(_ => _ = TickAsync(), null, UntilNext(), Timeout.InfiniteTimeSpan);
    }

    public string? ETag => _entry.ETag;

    /// <summary>When this was learnt, as a timestamp.</summary>
    public long Loaded { get; }

    public void Dispose()
    {
        _disposed = true;
        _timer.Dispose();
    }

    private async Task TickAsync()
    {
        try
        {
            if (_cluster.Silos is [var silo, ..])
            {
                var grain = (IRemindable)(object)silo.Runtime.Factory.Refer(typeof(IRemindable), _entry.GrainId);
                await grain.ReceiveReminder(_entry.ReminderName, new TickStatus(_entry.StartAt, _entry.Period, _time.GetUtcNow().UtcDateTime));
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

    /// <summary>Ticks keep to the first one's cadence, however long one took or nobody ran.</summary>
    private TimeSpan UntilNext()
    {
        var since = _time.GetUtcNow().UtcDateTime - _entry.StartAt;
        var wait = since < TimeSpan.Zero ? -since
            : _entry.Period == TimeSpan.Zero ? AtOnce
            : _entry.Period - TimeSpan.FromTicks(since.Ticks % _entry.Period.Ticks);
        return wait < AtOnce ? AtOnce : wait;
    }
}
