using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Learning;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Tests.Scoring;

/// <summary>The factors of SPEC section 6, one by one.</summary>
public class TestScorerTests
{
    private static readonly (string, string)[] Chrome = [("chrome", "wasm")];
    private static readonly PlaceTraits Plain = new(1, 1, 3, 3);

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 1, .6667)]
    [InlineData(3, 2, .5)]
    [InlineData(9, 1, .1)]
    public void Utilization_is_the_free_share_of_the_types_slots_and_at_least_a_tenth(int active, int instances, double factor) =>
        Assert.Equal(factor, Factors(new PlaceLoad(active, instances, active, false, 0))[Factor.Utilization], 4);

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, .85)]
    [InlineData(7, .25)]
    [InlineData(9, .2)]
    public void Crowding_counts_from_the_third_assignment_on(int active, double factor) =>
        Assert.Equal(factor, Factors(new PlaceLoad(active, 3, active, false, 0))[Factor.Crowding], 6);

    [Theory]
    [InlineData(.7, 1)]
    [InlineData(.9, .6)]
    [InlineData(1.4, .1)]
    public void Predicted_load_counts_above_seven_tenths(double predicted, double factor) =>
        Assert.Equal(factor, Factors(PlaceLoad.Idle, new() { Predicted = new Dictionary<string, double> { ["chrome"] = predicted } })[Factor.PredictedLoad], 6);

    [Fact]
    public void History_counts_from_the_sixth_run_on_by_success_and_relative_latency()
    {
        var times = new ServiceTimes(new() { SuccessStrength = .01, AffinityStrength = .01, PriorStrength = .01, HalfLife = 10_000, TypeHalfLife = 10_000 });
        Learn(times, "chrome", 4, 1);
        Assert.Equal(1 / 1.5, Factors(PlaceLoad.Idle, new() { Times = times })[Factor.History], 6);
        Learn(times, "chrome", 6, 1);
        Learn(times, "edge", 10, 3);
        var context = new ScoringContext { Times = times };

        // The mean is 2 s: chrome is twice as fast, at most 1.5 of it counts; edge has 2/3.
        Assert.Equal(1, Factors(PlaceLoad.Idle, context, "chrome", "edge")[Factor.History], 2);
        Assert.Equal(2 / 3.0 / 1.5, Factors(PlaceLoad.Idle, context, "edge", "chrome")[Factor.History], 2);
        for (var n = 0; n < 10; n++)
        {
            times.Observe(Run("chrome", 1) with { Succeeded = false });
        }

        Assert.Equal(.6, Factors(PlaceLoad.Idle, context, "chrome", "edge")[Factor.History], 2);
    }

    [Theory]
    [InlineData(250, 1)]
    [InlineData(500, .75)]
    [InlineData(1_000, .625)]
    public void Memory_efficiency_is_by_megabytes_of_a_model(double megabytes, double factor)
    {
        var times = new ServiceTimes();
        times.Observe(Run("chrome", 1) with { Megabytes = megabytes });
        Assert.Equal(factor, Factors(PlaceLoad.Idle, new() { Times = times })[Factor.MemoryEfficiency], 3);
    }

    [Fact]
    public void An_affinity_is_overtaken_by_what_was_measured()
    {
        var times = new ServiceTimes();
        Assert.Equal(.8, Factors(PlaceLoad.Idle, new() { Times = times }, "firefox", "chrome")[Factor.Affinity], 6);
        Learn(times, "firefox", 40, .1);
        Learn(times, "chrome", 40, 10);
        Assert.True(Factors(PlaceLoad.Idle, new() { Times = times }, "firefox", "chrome")[Factor.Affinity] > .95);
        Assert.True(Factors(PlaceLoad.Idle, new() { Times = times }, "chrome", "firefox")[Factor.Affinity] < .2);
    }

    [Fact]
    public void A_loaded_model_counts_the_more_the_shorter_the_run()
    {
        var times = new ServiceTimes();
        Assert.Equal(.8, Factors(PlaceLoad.Idle)[Factor.Residency]);
        Learn(times, "chrome", 40, .002);
        Assert.Equal(.1, Factors(PlaceLoad.Idle, new() { Times = times })[Factor.Residency]);
    }

    [Fact]
    public void Completion_counts_waiting_launching_and_loading()
    {
        var times = new ServiceTimes();
        Learn(times, "chrome", 60, 1);
        var context = new ScoringContext { Times = times };
        double Of(PlaceLoad load) => Factors(load, context)[Factor.Completion];
        var (idle, launch, queued, longQueue) = (Of(new(0, 1, 0, false, 0)), Of(PlaceLoad.Idle), Of(new(1, 1, 3, false, 4)), Of(new(1, 1, 3, false, 30)));
        Assert.True(idle > launch && launch > queued && queued > longQueue);
        Assert.Equal(Of(new(1, 1, 3, true, 30)), launch, 9);
        Assert.True(Of(new(3, 1, 3, false, null)) < Of(new(2, 1, 3, false, null)));
        Assert.True(Of(new(0, 0, 3, false, 9)) < launch);
    }

    [Fact]
    public void The_hint_of_the_caller_counts_until_something_is_known()
    {
        var test = Farm.Test(ModelTypes.Vision) with { ExpectedDuration = 2 };
        var times = new ServiceTimes();
        Assert.Equal(2, new TestScorer(test, Chrome, new() { Times = times }).Facts("chrome", "wasm").Estimate.RunSeconds);
        Learn(times, "chrome", 40, 30);
        Assert.InRange(new TestScorer(test, Chrome, new() { Times = times }).Facts("chrome", "wasm").Estimate.RunSeconds, 25, 35);
    }

    private static RunObservation Run(string browser, double seconds) => new("m", ModelTypes.Vision, browser, "wasm", "w", false, 1, seconds, true, null);

    private static void Learn(ServiceTimes times, string browser, int runs, double seconds)
    {
        for (var n = 0; n < runs; n++)
        {
            times.Observe(Run(browser, seconds));
        }
    }

    private static Dictionary<Factor, double> Factors(PlaceLoad load, ScoringContext? context = null, params string[] browsers)
    {
        var choices = browsers.Length == 0 ? Chrome : [.. browsers.Select(b => (b, "wasm"))];
        var scorer = new TestScorer(Farm.Test(ModelTypes.Vision), choices, context ?? ScoringContext.None);
        var factors = new double[Core.Scoring.Factors.Count];
        scorer.Score(scorer.Facts(choices[0].Item1, "wasm"), Plain, load, false, BreakerStanding.Closed, factors);
        return factors.Select((f, n) => ((Factor)n, f)).ToDictionary();
    }
}
