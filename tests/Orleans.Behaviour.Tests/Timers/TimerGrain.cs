using Orleans.Behaviour.Tests.Clusters;

namespace Orleans.Behaviour.Tests.Timers;

[GrainType("behaviour.timer")]
public sealed class TimerGrain(Journal journal) : Grain, ITimerGrain
{
    private IGrainTimer? _timer;
    private int _ticks;
    private int _running;
    private bool _overlapped;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        journal.Open($"{this.GetPrimaryKeyString()} deactivated");
        return Task.CompletedTask;
    }

    public Task StartAsync(string name, TimeSpan period, bool interleave, bool keepAlive)
    {
        RequestContext.Set("key", "must not reach the ticks");
        var options = new GrainTimerCreationOptions(period, period) { Interleave = interleave, KeepAlive = keepAlive };
        _timer = this.RegisterGrainTimer(
            (tick, _) =>
            {
                journal.Write($"tick {tick} {RequestContext.Get("key") ?? "no context"}");
                journal.Open($"{tick} {++_ticks}");
                return Task.CompletedTask;
            },
            name,
            options);
        return Task.CompletedTask;
    }

    public async Task<bool> SawTickWhileHeldAsync(string tick, TimeSpan period)
    {
        var (next, held) = (_ticks + 1, new TaskCompletionSource());
        var beats = 0;
        using var beat = this.RegisterGrainTimer(
            () =>
            {
                _ = ++beats == 5 && held.TrySetResult();
                return Task.CompletedTask;
            },
            new() { DueTime = period, Period = period, Interleave = true });
        await held.Task;
        return journal.IsOpen($"{tick} {next}");
    }

    public Task StopAsync()
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public Task StartFailingAsync(string name)
    {
        _timer = this.RegisterGrainTimer(
            () =>
            {
                journal.Open($"{name} {++_ticks}");
                throw new InvalidOperationException("a tick fails");
            },
            TimeSpan.FromMilliseconds(20),
            TimeSpan.FromMilliseconds(20));
        return Task.CompletedTask;
    }

    public Task StartSlowAsync(string name)
    {
        _timer = this.RegisterGrainTimer(
            async () =>
            {
                _overlapped |= ++_running > 1;
                await journal.Gate($"{name} {++_ticks} may end");
                _running--;
                journal.Open($"{name} {_ticks} ended");
            },
            new GrainTimerCreationOptions(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(10)) { Interleave = true });
        return Task.CompletedTask;
    }

    public Task EndAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<bool> OverlappedAsync() => Task.FromResult(_overlapped);
}
