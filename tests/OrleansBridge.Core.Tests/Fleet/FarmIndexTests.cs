using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Execution;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Tests.Fleet;

public class FarmIndexTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly BrowserCapability Chrome = Farm.Browser("chrome", "wasm");

    [Fact]
    public void The_one_worker_of_a_large_farm_that_is_free_is_found() =>
        Assert.Equal("w700", Place(Test(1), [.. Idle(1000).Select(w => w.Descriptor.WorkerId == "w700" ? w : w.Busy("chrome", 9))]));

    [Fact]
    public void The_one_worker_of_a_large_farm_that_can_is_found() =>
        Assert.Equal("able", Place(Test(1) with { Backend = new() { Required = "webgpu" } }, [.. Idle(1000), Farm.Worker("able", Farm.Browser("chrome", "webgpu"))]));

    [Fact]
    public void A_worker_that_has_the_model_loaded_is_found_in_a_large_farm()
    {
        var warm = Farm.Worker("warm", Chrome) with { Browsers = [new BrowserSnapshot { Id = "warm/chrome/0", Worker = "warm", Browser = "chrome", Resident = ["m"] }] };
        Assert.All(Enumerable.Range(0, 50), n => Assert.Equal("warm", Place(Test(n), [.. Idle(1000), warm])));
    }

    [Fact]
    public void A_model_that_browsers_name_by_its_hash_is_known_as_loaded()
    {
        var warm = Farm.Worker("warm", Chrome) with { Browsers = [new BrowserSnapshot { Id = "warm/chrome/0", Worker = "warm", Browser = "chrome", Resident = ["abc/wasm"] }] };
        var cold = Farm.Worker("a", Chrome) with { Browsers = [new BrowserSnapshot { Id = "a/chrome/0", Worker = "a", Browser = "chrome", Resident = ["abc/webgpu"] }] };
        var decision = Placer.Choose(Test(1), [warm, cold], RecoveryWishes.None, null, ScoringContext.None with { Sha256 = _ => "abc" });
        Assert.Equal(("warm", 1.0), (decision.Place!.Worker.Descriptor.WorkerId, decision.Explanation!.Factors["residency"]));
    }

    [Fact]
    public void What_recovery_wants_is_found_in_a_large_farm() =>
        Assert.Equal("w700/chrome", Placer.Choose(Test(1), Indexed(Idle(1000)), new(["w700/chrome"], [])).Place!.Key);

    [Fact]
    public void In_a_large_farm_an_open_breaker_keeps_a_place_away_and_the_explanation_says_so()
    {
        BreakerStanding Standing(Place place) => place.Key == "w0/chrome" ? new(BreakerPhase.Open, false, DateTimeOffset.MaxValue, "open") : BreakerStanding.Closed;
        var decision = Placer.Choose(Test(1), Indexed(Idle(1000)), RecoveryWishes.None, Standing);
        Assert.Equal("w1/chrome", decision.Place!.Key);
        Assert.Null(decision.Explanation!.Note);
    }

    [Fact]
    public void With_every_breaker_of_a_large_farm_open_one_is_probed() =>
        Assert.Contains("every breaker", Placer.Choose(Test(1), Indexed(Idle(1000)), RecoveryWishes.None, p => new(BreakerPhase.Open, false, DateTimeOffset.MaxValue, p.Key)).Explanation!.Note, StringComparison.Ordinal);

    [Fact]
    public void What_a_test_waits_for_is_said_in_a_large_farm()
    {
        string? Waiting(IEnumerable<WorkerView> workers, TestRequirements test) => Placer.Choose(test, Indexed(workers), RecoveryWishes.None).Waiting;
        Assert.Equal("no free slot", Waiting(Idle(100).Select(w => w.Busy("chrome", 9)), Test(1)));
        Assert.Equal("worker is draining", Waiting(Idle(100).Select(w => w with { Draining = true }), Test(1)));
        Assert.Equal("browser_requirements.required is edge", Waiting(Idle(100), Test(1) with { BrowserRequirements = new() { Required = "edge" } }));
        Assert.Equal("exclusive, and the worker is busy", Waiting(Idle(100).Select(w => w.Busy("chrome", 1)), Test(1) with { Exclusive = true }));
    }

    [Fact]
    public void A_worker_whose_lease_has_ended_gets_nothing_until_it_is_heard_again()
    {
        var (index, worker) = (new FarmIndex(), Farm.Worker("w", Chrome));
        index.Upsert(worker, aliveUntil: Now.AddSeconds(10), now: Now);
        index.Upsert(worker, aliveUntil: Now.AddSeconds(12), now: Now.AddSeconds(2));
        index.Expire(Now.AddSeconds(11.9));
        Assert.True(index.HasFree);
        index.Expire(Now.AddSeconds(12));
        Assert.False(index.HasFree);
        Assert.Equal("worker's lease has expired", Placer.Choose(Test(1), index, RecoveryWishes.None).Waiting);
        index.Upsert(worker, aliveUntil: Now.AddSeconds(30), now: Now.AddSeconds(20));
        Assert.True(index.HasFree);
    }

    [Fact]
    public void A_worker_that_refused_gets_nothing_for_a_while()
    {
        var (index, worker) = (new FarmIndex(), Farm.Worker("w", Chrome));
        index.Upsert(worker, Now.AddSeconds(10), now: Now);
        index.Upsert(worker, Now.AddSeconds(10), Now.AddSeconds(.25), Now);
        Assert.False(index.HasFree);
        index.Expire(Now.AddSeconds(.25));
        Assert.True(index.HasFree);
        index.Expire(Now.AddSeconds(10));
        Assert.False(index.HasFree);
    }

    [Fact]
    public void A_worker_that_was_removed_is_gone_also_when_its_lease_would_have_ended()
    {
        var index = new FarmIndex();
        index.Upsert(Farm.Worker("w", Chrome), Now.AddSeconds(10), now: Now);
        Assert.True(index.Remove("w"));
        index.Expire(Now.AddSeconds(20));
        Assert.Equal((0, false, false), (index.Count, index.HasFree, index.Remove("w")));
    }

    [Fact]
    public void Tests_load_a_large_farm_evenly()
    {
        var index = Indexed(Idle(500));
        for (var n = 0; n < 1_000; n++)
        {
            var worker = Placer.Choose(Test(n), index, RecoveryWishes.None).Place!.Worker;
            index.Upsert(worker.Busy("chrome", worker.Runs.Count + 1));
        }

        Assert.InRange(index.Workers.Max(w => w.Runs.Count), 2, 3);
    }

    private static List<WorkerView> Idle(int count) => [.. Enumerable.Range(0, count).Select(n => Farm.Worker($"w{n}", Chrome))];

    private static FarmIndex Indexed(IEnumerable<WorkerView> workers)
    {
        var index = new FarmIndex();
        foreach (var worker in workers)
        {
            index.Upsert(worker);
        }

        return index;
    }

    private static TestRequirements Test(int n) => Farm.Test() with { TestId = $"t{n}" };

    private static string? Place(TestRequirements test, IEnumerable<WorkerView> farm) => Placer.Choose(test, Indexed(farm), RecoveryWishes.None).Place?.Worker.Descriptor.WorkerId;
}
