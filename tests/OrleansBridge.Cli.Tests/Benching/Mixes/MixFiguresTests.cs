using OrleansBridge.Cli.Benching;
using OrleansBridge.Cli.Benching.Mixes;
using OrleansBridge.Results;

namespace OrleansBridge.Cli.Tests.Benching.Mixes;

public sealed class MixFiguresTests
{
    [Fact]
    public void The_fastest_browser_type_is_that_of_the_best_backend()
    {
        var speeds = MixSpeeds.Of([Result("m", "chrome", "webgpu", 90), Result("m", "chrome", "wasm", 5), Result("m", "firefox", "wasm", 7), Result("m", "firefox", "wasm", 9)]);

        Assert.Equal("chrome", speeds.Fastest("m"));
        Assert.Null(speeds.Fastest("other"));
        Assert.Equal(8, speeds.All.Single(s => s.Browser == "firefox").Ms);
    }

    [Fact]
    public void What_did_not_pass_says_nothing_of_speed() =>
        Assert.Empty(MixSpeeds.Of([Result("m", "chrome", "wasm", 1) with { Outcome = Outcome.Mismatch }]).All);

    [Theory]
    [InlineData(8, true)]
    [InlineData(9.5, false)]
    public void A_wall_time_is_met_when_the_whole_interval_is(double slowest, bool met)
    {
        var rounds = new[] { 7.0, 7, 7, 7, slowest }.Select(ours => Round(Run(ours, 500), Run(10, 1000))).ToList();
        var wall = Figures(rounds)["wall_vs_least_loaded"];

        Assert.Equal(.7, wall.Ratio, 6);
        Assert.Equal(met, wall.Met);
    }

    [Fact]
    public void Matching_and_reuse_are_shares_of_the_tests()
    {
        var ours = Run(7, 500) with { Results = [Result("m", "chrome", "wasm", 5), Result("m", "chrome", "wasm", 5) with { Timings = new() { P50Ms = 5, CreateMs = 100 } }] };
        var theirs = Run(10, 1000) with { Results = [Result("m", "firefox", "wasm", 9), Result("m", "chrome", "wasm", 5) with { Timings = new() { P50Ms = 5, CreateMs = 100 } }] };
        var figures = Figures([Round(ours, theirs)]);

        Assert.Equal(2, figures["match_rate"].Ratio);
        Assert.Equal(.5, figures["session_reuse"].Value);
        Assert.Equal(.5, figures["peak_pss"].Ratio);
    }

    [Fact]
    public void Memory_that_was_not_read_makes_no_figure() =>
        Assert.DoesNotContain("peak_pss", Figures([Round(Run(7, null), Run(10, null))]).Keys);

    private static Dictionary<string, BenchFigure> Figures(IReadOnlyList<IReadOnlyDictionary<string, MixRun>> rounds) =>
        MixFigures.Of("Embedded", rounds, MixSpeeds.Of(rounds.SelectMany(r => r.Values).SelectMany(r => r.Results))).ToDictionary(f => f.Name);

    private static IReadOnlyDictionary<string, MixRun> Round(MixRun ours, MixRun theirs) =>
        new Dictionary<string, MixRun> { [MixSide.Full] = ours, [MixSide.LeastLoaded] = theirs, [MixSide.RoundRobin] = theirs };

    private static MixRun Run(double seconds, double? peak) => new(seconds, peak, [Result("m", "chrome", "wasm", 5)]);

    private static TestResult Result(string model, string browser, string backend, double ms) => new()
    {
        TestId = Guid.NewGuid().ToString("n"),
        ModelId = model,
        ModelType = "vision",
        Outcome = Outcome.Passed,
        Browser = browser,
        BackendRequested = backend,
        Timings = new() { P50Ms = ms },
    };
}
