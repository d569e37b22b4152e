using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Tests.Scoring;

public class PlacerTests
{
    private static readonly Execution.BrowserCapability[] All =
    [
        Farm.Browser("chrome", "webgpu", "wasm"), Farm.Browser("firefox", "webgpu", "wasm"), Farm.Browser("edge", "webgpu", "webnn", "wasm"),
    ];

    [Theory]
    [InlineData(ModelTypes.Vision, "chrome", "webgpu")]
    [InlineData(ModelTypes.Audio, "firefox", "webgpu")]
    [InlineData(ModelTypes.TextEmbedding, "edge", "webnn")]
    [InlineData(ModelTypes.LargeLanguageModel, "chrome", "webgpu")]
    public void An_idle_farm_follows_the_seeds_affinities(string modelType, string browser, string backend)
    {
        var place = Placer.Choose(Farm.Test(modelType), [Farm.Worker("w", All)], RecoveryWishes.None).Place!;
        Assert.Equal((browser, backend), (place.Browser.Browser, place.Backend));
    }

    [Fact]
    public void A_required_backend_is_never_replaced() =>
        Assert.Equal("edge", Placer.Choose(Farm.Test(ModelTypes.Vision) with { Backend = new() { Required = "webnn" } }, [Farm.Worker("w", All)], RecoveryWishes.None).Place!.Browser.Browser);

    [Fact]
    public void A_preference_only_scores()
    {
        var test = Farm.Test() with { BrowserRequirements = new() { Preferred = "edge" } };
        Assert.Equal("edge", Placer.Choose(test, [Farm.Worker("w", All)], RecoveryWishes.None).Place!.Browser.Browser);
        Assert.Equal("chrome", Placer.Choose(test, [Farm.Worker("w", All[0])], RecoveryWishes.None).Place!.Browser.Browser);
    }

    [Fact]
    public void The_less_loaded_of_two_equal_workers_is_taken() =>
        Assert.Equal("b", Placer.Choose(Farm.Test(), [Farm.Worker("a", All[0]).Busy("chrome", 2), Farm.Worker("b", All[0])], RecoveryWishes.None).Place!.Worker.Descriptor.WorkerId);

    [Fact]
    public void A_full_worker_makes_a_test_wait_and_says_so()
    {
        var decision = Placer.Choose(Farm.Test(), [Farm.Worker("a", All[0]).Busy("chrome", 9)], RecoveryWishes.None);
        Assert.Null(decision.Place);
        Assert.Equal("no free slot", decision.Waiting);
    }

    [Fact]
    public void An_exclusive_test_waits_for_an_empty_worker() =>
        Assert.Null(Placer.Choose(Farm.Test() with { Exclusive = true }, [Farm.Worker("a", All[0]).Busy("chrome", 1)], RecoveryWishes.None).Place);

    [Fact]
    public void An_avoided_place_is_taken_only_when_there_is_no_other()
    {
        Assert.Equal("firefox", Placer.Choose(Farm.Test(ModelTypes.Vision), [Farm.Worker("w", All)], new([], ["*/chrome"])).Place!.Browser.Browser);
        Assert.Equal("chrome", Placer.Choose(Farm.Test(ModelTypes.Vision), [Farm.Worker("w", All[0])], new([], ["*/chrome"])).Place!.Browser.Browser);
    }

    [Fact]
    public void The_explanation_shows_factors_in_range_and_who_was_refused()
    {
        var explanation = Placer.Choose(Farm.Test(ModelTypes.Vision) with { BrowserRequirements = new() { Excluded = ["edge"] } }, [Farm.Worker("w", All)], RecoveryWishes.None).Explanation!;
        Assert.All(explanation.Factors.Values, f => Assert.InRange(f, 0, 1));
        Assert.Contains(explanation.Alternatives, a => a is { Browser: "edge", Refused: not null });
        Assert.Contains(explanation.Alternatives, a => a is { Browser: "firefox", Score: > 0 });
    }

    [Fact]
    public void Ties_break_by_name() =>
        Assert.Equal("a", Placer.Choose(Farm.Test(), [Farm.Worker("b", All[0]), Farm.Worker("a", All[0])], RecoveryWishes.None).Place!.Worker.Descriptor.WorkerId);
}
