using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Execution;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Tests.Scoring;

public class SampleTests
{
    private static readonly BrowserCapability Chrome = Farm.Browser("chrome", "wasm");

    [Fact]
    public void A_small_farm_is_looked_at_as_a_whole()
    {
        var farm = Idle(Sample.WholeFarm - 1).Append(Farm.Worker("best", Farm.Browser("chrome", "webgpu"))).ToList();
        Assert.Equal("best", Place(Test(1) with { Backend = new() { Required = "webgpu" } }, farm));
        Assert.Null(Sample.Of(Test(1), farm));
    }

    [Fact]
    public void In_a_large_farm_a_decision_looks_at_a_few_and_says_so()
    {
        var decision = Placer.Choose(Test(1), Idle(1000), RecoveryWishes.None);
        Assert.Equal($"the best of {Sample.Most} free workers; the farm has 1000", decision.Explanation!.Note);
    }

    [Fact]
    public void The_one_worker_of_a_large_farm_that_is_free_is_found() =>
        Assert.Equal("w700", Place(Test(1), [.. Idle(1000).Select(w => w.Descriptor.WorkerId == "w700" ? w : w.Busy("chrome", 9))]));

    [Fact]
    public void The_one_worker_of_a_large_farm_that_can_is_found() =>
        Assert.Equal("able", Place(Test(1) with { Backend = new() { Required = "webgpu" } }, [.. Idle(1000), Farm.Worker("able", Farm.Browser("chrome", "webgpu"))]));

    [Fact]
    public void A_worker_that_has_the_model_loaded_is_always_looked_at()
    {
        var warm = Farm.Worker("warm", Chrome) with { Browsers = [new BrowserSnapshot { Id = "warm/chrome/0", Worker = "warm", Browser = "chrome", Resident = ["m"] }] };
        Assert.All(Enumerable.Range(0, 50), n => Assert.Equal("warm", Place(Test(n), [.. Idle(1000), warm])));
    }

    [Fact]
    public void An_open_breaker_in_the_sample_is_answered_by_the_whole_farm()
    {
        var farm = Idle(1000);
        var looked = Sample.Of(Test(1), farm)!.Select(w => w.Descriptor.WorkerId).ToHashSet();
        BreakerStanding Standing(Place place) => looked.Contains(place.Worker.Descriptor.WorkerId)
            ? new(BreakerPhase.Open, false, DateTimeOffset.MaxValue, "open")
            : BreakerStanding.Closed;
        Assert.DoesNotContain(Placer.Choose(Test(1), farm, RecoveryWishes.None, Standing).Place!.Worker.Descriptor.WorkerId, looked);
    }

    [Fact]
    public void What_recovery_wants_is_found_in_a_large_farm() =>
        Assert.Equal("w700/chrome", Placer.Choose(Test(1), Idle(1000), new(["w700/chrome"], [])).Place!.Key);

    /// <summary>
    /// Balls into bins (Azar, Broder, Karlin, Upfal 1994): with d choices the fullest of n bins with n balls has about
    /// ln ln n / ln d more than the mean, at random about ln n / ln ln n.
    /// </summary>
    [Fact]
    public void A_few_choices_load_a_large_farm_nearly_evenly()
    {
        var farm = Idle(500).ToDictionary(w => w.Descriptor.WorkerId);
        for (var n = 0; n < 2 * farm.Count; n++)
        {
            var id = Place(Test(n), farm.Values)!;
            farm[id] = farm[id].Busy("chrome", farm[id].Runs.Count + 1);
        }

        Assert.InRange(farm.Values.Max(w => w.Runs.Count), 2, 3);
    }

    private static List<WorkerView> Idle(int count) => [.. Enumerable.Range(0, count).Select(n => Farm.Worker($"w{n}", Chrome))];

    private static TestRequirements Test(int n) => Farm.Test() with { TestId = $"t{n}" };

    private static string? Place(TestRequirements test, IReadOnlyCollection<WorkerView> farm) => Placer.Choose(test, farm, RecoveryWishes.None).Place?.Worker.Descriptor.WorkerId;
}
