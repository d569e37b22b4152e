using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>Ticks as turns of its activation. The next tick is due a period after the last one ended.</summary>
internal sealed partial class GrainTimer : IGrainTimer
{
    private readonly CancellationTokenSource _disposed = new();
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly ITimer _timer;
    private TimeSpan _dueTime;
    private TimeSpan _period;
    private bool _changed;
    private bool _firing;

    private GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _callback = callback;
        _options = options;

        // The ticks inherit nothing from the call that made the timer.
        using var suppressed = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _timer = activation.Silo.Runtime.Time.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public static GrainTimer Start(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer(activation, callback, options);
        activation.Add(timer);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan((long)dueTime.TotalMilliseconds, -1, nameof(dueTime));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)dueTime.TotalMilliseconds, uint.MaxValue - 1, nameof(dueTime));
        ArgumentOutOfRangeException.ThrowIfLessThan((long)period.TotalMilliseconds, -1, nameof(period));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)period.TotalMilliseconds, uint.MaxValue - 1, nameof(period));
        (_changed, _dueTime, _period) = (true, dueTime, period);
        if (!_firing)
        {
            Schedule(dueTime);
        }
    }

    public void Dispose()
    {
        _disposed.Cancel();
        _timer.Dispose();
        _activation.Remove(this);
    }

    private void Fire()
    {
        _firing = true;
        _activation.TryReceive(new Tick(this) { AlwaysInterleave = _options.Interleave, KeepAlive = _options.KeepAlive, LocalOnly = true });
    }

    private async Task TickAsync()
    {
        _changed = false;
        try
        {
            if (!_disposed.IsCancellationRequested)
            {
                await _callback(_disposed.Token);
            }
        }
        catch (Exception exception)
        {
            LogFailedTick(_activation.Silo.Logger, exception, _activation);
        }

        _firing = false;
        Schedule(_changed ? _dueTime : _period);
    }

    private void Schedule(TimeSpan time)
    {
        if (!_disposed.IsCancellationRequested)
        {
            _timer.Change(time, Timeout.InfiniteTimeSpan);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Caught and ignored exception thrown from timer callback of {Activation}")]
    private static partial void LogFailedTick(ILogger logger, Exception exception, Activation activation);

    private sealed class Tick(GrainTimer timer) : Turn
    {
        public override Task RunAsync(Activation activation) => timer.TickAsync();
    }
}
