using OrleansBridge.Core.Learning;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Tests.Learning;

public class ServiceTimesTests
{
    private readonly ServiceTimes _times = new();

    [Fact]
    public void Where_nothing_is_known_a_run_takes_two_minutes_on_the_browser_of_its_affinity_and_longer_elsewhere()
    {
        var (firefox, chrome) = (Of(ModelTypes.Audio, "firefox"), Of(ModelTypes.Audio, "chrome"));
        Assert.Equal((120, 0, null), (Math.Round(firefox.RunSeconds, 6), firefox.Samples, firefox.Megabytes));
        Assert.Equal(120 / .7, chrome.RunSeconds, 6);
        Assert.Equal(120, Of("a type of my own", "edge").RunSeconds, 6);
    }

    [Theory]
    [InlineData(.002)]
    [InlineData(3.0)]
    [InlineData(900)]
    public void It_comes_within_a_factor_of_two_after_three_runs_and_five_percent_after_ten(double seconds)
    {
        See(3, seconds);
        Assert.InRange(Of().RunSeconds / seconds, .5, 2);
        See(7, seconds);
        Assert.InRange(Of().RunSeconds / seconds, .95, 1.05);
    }

    [Theory]
    [InlineData(10, 6)]
    [InlineData(.1, 6)]
    [InlineData(1000, 10)]
    public void It_follows_a_change_within_six_runs_and_a_great_one_within_ten(double factor, int runs)
    {
        See(200, 1);
        See(runs, factor);
        Assert.InRange(Of().RunSeconds / factor, .8, 1.25);
    }

    [Theory]
    [InlineData(8, 1.6)]
    [InlineData(50, 1.35)]
    public void One_outlier_never_takes_over(int runs, double most)
    {
        See(runs, 1);
        See(1, 10_000);
        Assert.InRange(Of().RunSeconds, 1, most);
        See(1, 1e-6);
        Assert.InRange(Of().RunSeconds, 1 / most, most);
    }

    [Fact]
    public void An_outlier_is_forgotten()
    {
        See(50, 1);
        See(1, 10_000);
        See(64, 1);
        Assert.InRange(Of().RunSeconds, .97, 1.03);
    }

    [Fact]
    public void What_was_measured_overtakes_the_affinity()
    {
        See(10, 1, browser: "firefox", type: ModelTypes.Audio);
        See(10, .5, browser: "chrome", type: ModelTypes.Audio);
        Assert.True(Of(ModelTypes.Audio, "chrome").RunSeconds < .6 * Of(ModelTypes.Audio, "firefox").RunSeconds);
    }

    [Fact]
    public void A_new_model_takes_what_its_type_takes()
    {
        See(20, 2, model: "other");
        Assert.InRange(_times.Of("new", ModelTypes.Vision, "chrome", "wasm").RunSeconds, 1.8, 2.2);
    }

    [Fact]
    public void A_heavy_model_is_expected_to_be_heavy_on_a_browser_where_only_light_ones_ran()
    {
        See(20, 1, model: "light");
        See(20, 2, model: "light", browser: "firefox");
        See(20, 100, model: "heavy");
        Assert.InRange(_times.Of("heavy", ModelTypes.Vision, "firefox", "wasm").RunSeconds, 15, 400);
        Assert.True(_times.Of("light", ModelTypes.Vision, "firefox", "wasm").RunSeconds < 3);
    }

    [Fact]
    public void Times_that_vary_are_expected_at_their_mean_and_not_at_their_median()
    {
        var random = new Random(1);
        var seen = Enumerable.Range(0, 400).Select(_ => Math.Exp(.6 * Normal(random))).ToList();
        var times = new ServiceTimes(new() { HalfLife = 1_000 });
        seen.ForEach(s => times.Observe(Run(s)));
        Assert.InRange(times.Of("m", ModelTypes.Vision, "chrome", "wasm").RunSeconds / seen.Average(), .93, 1.07);
    }

    [Fact]
    public void Only_cold_runs_teach_the_set_up_and_failed_ones_no_time()
    {
        _times.Observe(Run(1) with { SetupSeconds = 50, Resident = true });
        Assert.Equal(1.75, Of().SetupSeconds, 6);
        for (var n = 0; n < 10; n++)
        {
            _times.Observe(Run(1) with { SetupSeconds = .2 });
        }

        var before = Of();
        Assert.InRange(before.SetupSeconds, .19, .3);
        _times.Observe(Run(500) with { Succeeded = false });
        Assert.Equal(before.RunSeconds, Of().RunSeconds);
        Assert.True(Of().SuccessRate < before.SuccessRate);
    }

    [Fact]
    public void Success_is_between_the_prior_and_what_was_seen()
    {
        Assert.Equal(.95, Of().SuccessRate, 6);
        for (var n = 0; n < 20; n++)
        {
            _times.Observe(Run(1) with { Succeeded = n % 2 == 0 });
        }

        Assert.InRange(Of().SuccessRate, .4, .6);
    }

    [Fact]
    public void Memory_is_unknown_until_it_was_read()
    {
        See(5, 1);
        Assert.Null(Of().Megabytes);
        _times.Observe(Run(1) with { Megabytes = 300 });
        Assert.Equal(300, Of().Megabytes!.Value, 1);
    }

    [Fact]
    public void Times_that_are_no_times_are_not_learned()
    {
        _times.Observe(Run(double.NaN));
        _times.Observe(Run(-1) with { SetupSeconds = double.PositiveInfinity, Megabytes = double.NaN });
        var estimate = Of();
        Assert.True(double.IsFinite(estimate.RunSeconds) && double.IsFinite(estimate.SetupSeconds) && estimate.Megabytes is null);
    }

    [Fact]
    public void The_model_that_ran_longest_ago_is_forgotten_first()
    {
        var times = new ServiceTimes(new() { MostModels = 100 });
        for (var n = 0; n < 1_000; n++)
        {
            times.Observe(Run(1) with { ModelId = "often" });
            times.Observe(Run(1) with { ModelId = $"m{n}" });
        }

        Assert.Equal(100, times.Models);
        Assert.True(times.Of("often", ModelTypes.Vision, "chrome", "wasm").Samples > 10);
        Assert.True(times.Of("m0", ModelTypes.Vision, "chrome", "wasm").Samples <= 3);
    }

    [Fact]
    public void What_was_not_tried_for_long_counts_as_unknown_again()
    {
        See(5, 1, browser: "edge");
        Assert.True(_times.Evidence(ModelTypes.Vision, "edge", "wasm", 100) > 4);
        See(100, 1);
        Assert.Equal(0, _times.Evidence(ModelTypes.Vision, "edge", "wasm", 100));
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static RunObservation Run(double seconds) => new("m", ModelTypes.Vision, "chrome", "wasm", "w", false, 1, seconds, true, null);

    private void See(int runs, double seconds, string model = "m", string browser = "chrome", string type = ModelTypes.Vision)
    {
        for (var n = 0; n < runs; n++)
        {
            _times.Observe(Run(seconds) with { ModelId = model, Browser = browser, ModelType = type });
        }
    }

    private ServiceEstimate Of(string type = ModelTypes.Vision, string browser = "chrome") => _times.Of("m", type, browser, "wasm");
}
