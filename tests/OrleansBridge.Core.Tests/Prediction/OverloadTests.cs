using OrleansBridge.Core.Prediction;

namespace OrleansBridge.Core.Tests.Prediction;

public class OverloadTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Tests come ever faster, each for a minute, at a type with 60 slots.</summary>
    [Fact]
    public void It_is_raised_before_it_happens_and_once()
    {
        var forecast = new LoadForecast(new PredictionOptions());
        var ends = new PriorityQueue<int, double>();
        var raised = new List<OverloadWarning>();
        double? overloaded = null;
        var chance = new Chance(1);
        var (next, id) = (0.0, 0);
        for (var now = 1; now < 1800; now++)
        {
            for (; next <= now; next += chance.Exponential(1 / (.2 + now / 1800.0)))
            {
                forecast.Arrived(new($"t{id++}", "m", "vision", "chrome", Start.AddSeconds(next)), Start.AddSeconds(now));
                ends.Enqueue(0, next + chance.Exponential(60));
            }

            while (ends.TryPeek(out _, out var end) && end <= now)
            {
                ends.Dequeue();
            }

            overloaded ??= ends.Count > .8 * 60 ? now : null;
            raised.AddRange(forecast.Look([new("chrome", "vision", ends.Count, 60)], new Dictionary<string, int> { ["chrome"] = 60 }, Start.AddSeconds(now)).Raised);
        }

        Assert.NotNull(overloaded);
        var first = raised[0];
        Assert.InRange(overloaded.Value - (first.At - Start).TotalSeconds, 15, 240);
        Assert.True(first.Predicted > .8 && first.Now < .8);
        Assert.Equal(first.At.AddMinutes(1), first.For);

        // Not at every look that expects it.
        Assert.InRange(raised.Count, 1, 4);
    }

    [Fact]
    public void It_is_raised_again_after_it_was_no_longer_expected()
    {
        var forecast = new LoadForecast(new PredictionOptions());
        forecast.Arrived(new("t", "m", "vision", "chrome", Start), Start);
        int Raised(int second, int present) => forecast.Look(
            [new("chrome", "vision", present, 1e6)], new Dictionary<string, int> { ["chrome"] = 100 }, Start.AddSeconds(second)).Raised.Count;

        Assert.Equal([1, 0, 0, 0, 1], new[] { Raised(1, 85), Raised(2, 75), Raised(3, 85), Raised(4, 60), Raised(5, 85) });
    }
}
