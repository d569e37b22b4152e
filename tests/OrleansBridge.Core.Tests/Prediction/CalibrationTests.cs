using OrleansBridge.Placement;
using Xunit.Abstractions;

namespace OrleansBridge.Core.Tests.Prediction;

public class CalibrationTests(ITestOutputHelper output)
{
    public static TheoryData<string> Traces => [.. Trace.Names];

    /// <summary>90 % are stated.</summary>
    [Theory]
    [MemberData(nameof(Traces))]
    public void Nine_of_ten_loads_lie_within_the_stated_interval(string name)
    {
        var rows = Enumerable.Range(1, 5).SelectMany(seed => Replay.Of(Trace.Of(name, seed)).Scored).ToList();
        var within = rows.GroupBy(r => r.ModelType == ForecastRow.Sum).ToDictionary(g => g.Key, g => g.Average(r => r.Actual >= r.Lower && r.Actual <= r.Upper ? 1.0 : 0));
        output.WriteLine($"{name}: sums {within[true]:0.000}, pairs {within[false]:0.000}, mean width {rows.Average(r => r.Upper - r.Lower):0.0}");
        Assert.All(within.Values, share => Assert.InRange(share, .85, .97));
    }

    [Fact]
    public void Every_forecast_that_is_stored_is_scored_once_with_what_was_there()
    {
        var replay = Replay.Of(Trace.Of("burst", 3));
        Assert.Equal(replay.Made.Where(r => r.For <= Replay.Start.AddSeconds(Trace.Length)), replay.Scored.Select(r => r with { Actual = null }));
        Assert.All(replay.Scored, r => Assert.Equal(
            replay.Present[(r.BrowserType, r.ModelType)][(int)(r.For - Replay.Start).TotalSeconds / Replay.Every - 1], r.Actual));
    }

    /// <summary>Confidence derives from error and calibration: it is higher where both are better.</summary>
    [Fact]
    public void Confidence_is_higher_where_load_is_steadier()
    {
        double Confidence(string name) => Enumerable.Range(1, 5).Average(seed => Replay.Of(Trace.Of(name, seed)).Forecast.ScoreOf("chrome", ForecastRow.Sum).Confidence(.9));
        var (steady, burst) = (Confidence("steady"), Confidence("burst"));
        output.WriteLine($"steady {steady:0.00}, burst {burst:0.00}");
        Assert.True(steady > burst);
    }
}
