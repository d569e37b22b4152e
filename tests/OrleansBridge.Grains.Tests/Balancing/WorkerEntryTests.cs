using OrleansBridge.Grains.Balancing;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Tests.Balancing;

public class WorkerEntryTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly WorkerDescriptor Descriptor = new() { WorkerId = "w", Silo = "s" };
    private static readonly RunKey Run = new("t", 1, 0);

    private readonly WorkerEntry _worker = new(Descriptor);

    public WorkerEntryTests() => _worker.Hear(new WorkerHeartbeat { Descriptor = Descriptor, Generation = 1 }, new SilentAgent(), Now);

    [Fact]
    public void A_view_shows_each_change()
    {
        Assert.True(_worker.ToView() is { Draining: false, Free: 9, HeldExclusively: false });

        _worker.Hold(Run, new HeldRun(new TestRequirements { TestId = "t", ModelId = "m", Exclusive = true }, "chrome", "wasm", Now));
        Assert.True(_worker.ToView() is { Free: 8, HeldExclusively: true });

        _worker.Drop(Run);
        Assert.True(_worker.ToView() is { Free: 9, HeldExclusively: false });

        _worker.RunsEmpty = true;
        Assert.True(_worker.ToView().HeldExclusively);

        _worker.Generation = 2;
        Assert.Equal(2, _worker.ToView().Generation);

        _worker.Hear(new WorkerHeartbeat { Descriptor = Descriptor with { MaxBrowsers = 1 }, Generation = 2, Draining = true }, new SilentAgent(), Now + WorkerLease.Length);
        Assert.True(_worker.ToView() is { Draining: true, Free: 3 });
    }

    [Fact]
    public void A_worker_that_nobody_speaks_for_is_not_alive()
    {
        Assert.Equal(Now + WorkerLease.Length, _worker.AliveUntil);
        Assert.Equal(DateTimeOffset.MinValue, new WorkerEntry(Descriptor).AliveUntil);
    }
}
