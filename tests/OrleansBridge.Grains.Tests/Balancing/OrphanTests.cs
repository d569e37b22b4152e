using OrleansBridge.Grains.Balancing;
using OrleansBridge.Grains.Index;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Tests.Balancing;

public class OrphanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
    private static readonly OpenTest Test = new("t", TestStatus.Assigned, 4, "w", 2, Now + Long, Now - Long);

    [Fact]
    public void A_run_that_its_worker_names_is_no_orphan() => Assert.Null(Why(Worker(1)));

    [Fact]
    public void A_run_that_its_living_worker_does_not_name_is_one()
    {
        var worker = Worker(1);
        worker.Drop(new RunKey("t", 4, 0));
        Assert.Equal("worker w does not hold it", Why(worker));
    }

    [Theory]
    [InlineData(9.9, null)]
    [InlineData(10, "worker w is lost")]
    public void A_worker_is_lost_when_its_lease_has_passed(double heard, string? why) => Assert.Equal(why, Why(Worker(heard)));

    [Theory]
    [InlineData(4.5, null)]
    [InlineData(4.6, "worker w is lost")]
    public void A_new_balancer_waits_two_heartbeats_for_a_worker_it_never_heard(double balancing, string? why)
    {
        Assert.Equal(why, Why(null, balancing));
        Assert.Equal(why, Why(new WorkerEntry(new WorkerDescriptor { WorkerId = "w", Silo = "s" }), balancing));
    }

    [Fact]
    public void What_was_assigned_a_moment_ago_may_still_be_on_its_way() =>
        Assert.Null(Orphan.Why(Test, null, Long, Now, TimeSpan.FromSeconds(5.9)));

    [Fact]
    public void A_worker_that_registered_anew_is_waited_for_at_no_time()
    {
        var worker = Worker(1);
        worker.Generation = 3;
        Assert.Equal("worker w registered anew", Orphan.Why(Test, worker, TimeSpan.Zero, Now, TimeSpan.Zero));
    }

    private static string? Why(WorkerEntry? worker, double balancing = 600) => Orphan.Why(Test, worker, TimeSpan.FromSeconds(balancing), Now, Long);

    private static WorkerEntry Worker(double heardSecondsAgo)
    {
        var descriptor = new WorkerDescriptor { WorkerId = "w", Silo = "s" };
        var worker = new WorkerEntry(descriptor) { Generation = 2 };
        worker.Hear(new WorkerHeartbeat { Descriptor = descriptor, Generation = 2 }, new SilentAgent(), Now.AddSeconds(-heardSecondsAgo));
        worker.Hold(new RunKey("t", 4, 0), new HeldRun(new TestRequirements { TestId = "t", ModelId = "m" }, "chrome", "wasm", Now));
        return worker;
    }
}
