using OrleansBridge.Core.Learning;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Tests.Scoring;

public class ExplorationTests
{
    private static readonly Core.Fleet.WorkerView[] Workers =
    [
        Farm.Worker("w1", Farm.Browser("chrome", "wasm", "webgpu"), Farm.Browser("firefox", "wasm"), Farm.Browser("native", "cpu")),
        Farm.Worker("w2", Farm.Browser("chrome", "wasm", "webgpu")),
    ];

    private readonly ServiceTimes _times = new();

    private ScoringContext Context => new() { Times = _times, Options = new() { ExploreShare = .2 } };

    [Fact]
    public void A_bounded_share_of_tests_is_tried_where_little_is_known_and_the_explanation_says_so()
    {
        var decisions = Enumerable.Range(0, 2_000).Select(n => Choose(Test(n))).ToList();
        var tried = decisions.Where(d => d.Explanation!.Note is not null).ToList();
        Assert.InRange(tried.Count / 2_000.0, .08, .2);
        Assert.Equal(["chrome/wasm", "firefox/wasm"], tried.Select(d => $"{d.Place!.Browser.Browser}/{d.Place.Backend}").Distinct().Order());
        Assert.All(tried, d => Assert.StartsWith("tried to learn: 0 runs of vision are known on ", d.Explanation!.Note, StringComparison.Ordinal));
        Assert.All(tried, d => Assert.Equal(("chrome", "webgpu"), (d.Explanation!.Alternatives[0].Browser, d.Explanation.Alternatives[0].Backend)));
    }

    [Fact]
    public void The_same_test_is_decided_the_same_again() =>
        Assert.All(Enumerable.Range(0, 100), n => Assert.Equal(Choose(Test(n)).Place!.Key, Choose(Test(n)).Place!.Key));

    [Fact]
    public void It_ends_when_a_few_runs_are_known_of_each()
    {
        var tried = 0;
        for (var n = 0; n < 1_000; n++)
        {
            var decision = Choose(Test(n));
            tried += decision.Explanation!.Note is null ? 0 : 1;
            _times.Observe(new("m", ModelTypes.Vision, decision.Place!.Browser.Browser, decision.Place.Backend, "w", false, 1, 1, true, null));
        }

        Assert.InRange(tried, 1, 8);
    }

    [Fact]
    public void Nothing_is_tried_against_a_wish_or_with_what_must_not_wait()
    {
        bool Tries(Func<TestRequirements, TestRequirements> change) => Enumerable.Range(0, 300).Any(n => Choose(change(Test(n))).Explanation!.Note is not null);
        Assert.True(Tries(t => t));
        Assert.False(Tries(t => t with { BrowserRequirements = new() { Preferred = "chrome" }, Backend = new() { Preferred = "webgpu" } }));
        Assert.False(Tries(t => t with { Priority = 2 }));
        Assert.False(Tries(t => t with { Exclusive = true }));
        Assert.False(Tries(t => t with { Strict = true }));
        Assert.All(Enumerable.Range(0, 300), n => Assert.Null(Placer.Choose(Test(n), Workers, new(["w1/firefox"], []), null, Context).Explanation!.Note));
    }

    private static TestRequirements Test(int n) => Farm.Test(ModelTypes.Vision) with { TestId = $"run/model-{n}" };

    private PlacementDecision Choose(TestRequirements test) => Placer.Choose(test, Workers, RecoveryWishes.None, null, Context);
}
