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
    public void A_view_is_the_same_until_something_changes() => Assert.Same(_worker.ToView(Now), _worker.ToView(Now.AddSeconds(1)));

    [Fact]
    public void A_view_shows_each_change()
    {
        Assert.True(_worker.ToView(Now) is { Alive: true, Draining: false, Free: 9, HeldExclusively: false });

        _worker.Hold(Run, HeldRun.Of(new TestRequirements { TestId = "t", ModelId = "m", Exclusive = true }, "chrome", Now));
        Assert.True(_worker.ToView(Now) is { Free: 8, HeldExclusively: true });

        _worker.Drop(Run);
        Assert.True(_worker.ToView(Now) is { Free: 9, HeldExclusively: false });

        _worker.RefusedUntil = Now.AddSeconds(1);
        Assert.True(_worker.ToView(Now).Draining);
        Assert.False(_worker.ToView(Now.AddSeconds(1)).Draining);

        _worker.Generation = 2;
        Assert.Equal(2, _worker.ToView(Now).Generation);

        Assert.False(_worker.ToView(Now + WorkerLease.Length).Alive);
        _worker.Hear(new WorkerHeartbeat { Descriptor = Descriptor with { MaxBrowsers = 1 }, Generation = 2, Draining = true }, new SilentAgent(), Now + WorkerLease.Length);
        Assert.True(_worker.ToView(Now + WorkerLease.Length) is { Alive: true, Draining: true, Free: 3 });
    }
}
