using OrleansBridge.Cli.Chaos.Auditing;
using OrleansBridge.Cli.Chaos.Faults;
using OrleansBridge.Cli.Chaos.Planning;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Tests.Chaos;

public sealed class ResumptionTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Work_resumes_with_the_first_test_that_is_assigned_or_ends()
    {
        var fault = Fault(FaultKind.DatabaseStop, 10, 40);
        Assert.Equal(3, Resumption.Of(fault, [Change("a", 1, "assigned"), Change("b", 41, "submitted"), Change("a", 42, "refused"), Change("a", 43, "completed")]));
    }

    [Fact]
    public void Nothing_that_went_on_is_no_measurement() => Assert.Null(Resumption.Of(Fault(FaultKind.DatabaseStop, 10, 40), [Change("a", 1, "assigned")]));

    [Fact]
    public void A_fault_that_ends_runs_is_over_when_each_of_them_goes_on_or_is_in_the_queue_again()
    {
        var fault = Fault(FaultKind.BridgeKill, 10, 10) with { EndsRuns = true };
        LedgerChange[] changes = [Change("a", 1, "assigned"), Change("b", 2, "assigned"), Change("c", 11, "assigned"), Change("a", 14, "requeued"), Change("a", 60, "assigned")];
        Assert.Equal(double.PositiveInfinity, Resumption.Of(fault, changes));
        Assert.Equal(8, Resumption.Of(fault, [.. changes, Change("b", 18, "completed")]));
    }

    [Fact]
    public void A_killed_browsers_test_goes_on_when_it_has_a_place()
    {
        var crash = Fault(FaultKind.BrowserKill, 10, 10) with { Test = "a" };
        Assert.Equal(50, Resumption.Of(crash, [Change("a", 1, "assigned"), Change("c", 11, "assigned"), Change("a", 14, "requeued"), Change("a", 60, "assigned")]));
    }

    [Fact]
    public void A_crash_is_noticed_and_its_test_has_a_place_again()
    {
        var crash = Fault(FaultKind.BrowserKill, 10, 10) with { Test = "a" };
        LedgerChange[] changes = [Change("a", 2, "assigned"), Change("b", 10.1, "failed"), Change("a", 10.5, "failed"), Change("a", 12, "assigned")];
        Assert.Equal((.5, 2), Resumption.OfCrash(crash, changes));
    }

    [Fact]
    public void A_lost_worker_is_measured_from_its_last_heartbeat()
    {
        var loss = Fault(FaultKind.WorkerKill, 10, 10) with { Worker = "w", LastHeard = Start.AddSeconds(9), EndsRuns = true };
        LedgerChange[] changes =
        [
            Change("a", 2, "assigned") with { Worker = "w" }, Change("b", 3, "assigned") with { Worker = "v" },
            Change("b", 15, "requeued"), Change("a", 19.5, "requeued"), Change("b", 20, "assigned"), Change("a", 21, "assigned"),
        ];
        Assert.Equal((10.5, 12), Resumption.OfLoss(loss, changes));
        Assert.Equal((null, null), Resumption.OfLoss(loss with { LastHeard = null }, changes));
    }

    private static Injection Fault(FaultKind kind, double begun, double ended) =>
        new() { Kind = kind, Begun = Start.AddSeconds(begun), Ended = Start.AddSeconds(ended), Hit = "it" };

    private static LedgerChange Change(string test, double at, string kind) => new(test, Start.AddSeconds(at), kind, 1, null, null);
}
