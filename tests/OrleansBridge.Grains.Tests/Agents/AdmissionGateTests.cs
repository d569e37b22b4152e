using OrleansBridge.Grains.Agents;

namespace OrleansBridge.Grains.Tests.Agents;

public sealed class AdmissionGateTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private TimeSpan _delay = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_run_begins_beside_another_only_once_the_silo_keeps_up()
    {
        var gate = new AdmissionGate(() => _delay, TimeProvider.System);
        using var first = await gate.EnterAsync(CancellationToken.None).WaitAsync(Patience);
        var second = gate.EnterAsync(CancellationToken.None);
        Assert.False(second.IsCompleted);
        _delay = TimeSpan.Zero;
        (await second.WaitAsync(Patience)).Dispose();
    }

    [Fact]
    public async Task However_slow_the_silo_is_one_run_at_a_time_gets_through()
    {
        var gate = new AdmissionGate(() => _delay, TimeProvider.System);
        var first = await gate.EnterAsync(CancellationToken.None).WaitAsync(Patience);
        var second = gate.EnterAsync(CancellationToken.None);
        first.Dispose();
        first.Dispose();
        (await second.WaitAsync(Patience)).Dispose();
    }

    [Fact]
    public async Task A_run_that_is_cancelled_before_its_turn_waits_no_longer()
    {
        var gate = new AdmissionGate(() => _delay, TimeProvider.System);
        using var first = await gate.EnterAsync(CancellationToken.None).WaitAsync(Patience);
        using var stop = new CancellationTokenSource();
        var second = gate.EnterAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second.WaitAsync(Patience));
    }

    [Fact]
    public async Task While_it_refuses_no_run_begins_beside_another_however_well_the_silo_keeps_up()
    {
        _delay = TimeSpan.Zero;
        var gate = new AdmissionGate(() => _delay, TimeProvider.System) { Refuses = true };
        using var first = await gate.EnterAsync(CancellationToken.None).WaitAsync(Patience);
        var second = gate.EnterAsync(CancellationToken.None);
        Assert.False(second.IsCompleted);
        gate.Refuses = false;
        (await second.WaitAsync(Patience)).Dispose();
    }
}
