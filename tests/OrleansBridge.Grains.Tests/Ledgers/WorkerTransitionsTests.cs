using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Tests.Ledgers;

public class WorkerTransitionsTests
{
    private readonly WorkerState _state = new();

    public WorkerTransitionsTests() => _state.Register(new WorkerDescriptor { WorkerId = "w", Silo = "s", MaxBrowsers = 1 });

    private static RunKey Run(int n) => new("t" + n, 1, 0);

    [Fact]
    public void Slots_never_exceed_the_capacity() =>
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(n => _state.Reserve(Run(n), 1, false)));

    [Fact]
    public void Reserving_twice_takes_one_slot()
    {
        Assert.True(_state.Reserve(Run(0), 1, false));
        Assert.True(_state.Reserve(Run(0), 1, false));
        Assert.Single(_state.Slots);
    }

    [Fact]
    public void Another_generation_is_refused() => Assert.False(_state.Reserve(Run(0), 2, false));

    [Fact]
    public void Registering_anew_fences_the_old_generation()
    {
        Assert.Equal(2, _state.Register(_state.Descriptor!));
        Assert.False(_state.Reserve(Run(0), 1, false));
    }

    [Fact]
    public void An_exclusive_run_shares_with_nobody()
    {
        Assert.True(_state.Reserve(Run(0), 1, exclusive: true));
        Assert.False(_state.Reserve(Run(1), 1, false));
        _state.Release(Run(0));
        Assert.True(_state.Reserve(Run(1), 1, false));
        Assert.False(_state.Reserve(Run(2), 1, exclusive: true));
    }

    [Fact]
    public void A_draining_worker_takes_nothing()
    {
        _state.Drain(true);
        Assert.False(_state.Reserve(Run(0), 1, false));
    }

    [Fact]
    public void Releasing_an_unknown_run_is_no_error()
    {
        _state.Release(Run(7));
        Assert.Empty(_state.Slots);
    }
}
