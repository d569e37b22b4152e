using Xunit.Abstractions;

namespace OrleansBridge.Core.Tests.Prediction;

/// <summary>Issue: forecasts are better than the last value and than a moving average. The table in docs/prediction.md is this output.</summary>
public class TraceErrorsTests(ITestOutputHelper output)
{
    private const int Seeds = 10;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void On_average_over_the_traces_it_errs_less_than_the_last_value_and_than_a_moving_average(bool sums)
    {
        var traces = Trace.Names.ToDictionary(name => name, name => Errors.Mean([.. Enumerable.Range(1, Seeds).Select(seed => Errors.Of(Replay.Of(Trace.Of(name, seed)), sums))]));
        output.WriteLine($"| trace | forecast | last value | moving average | to last value | to moving average |");
        foreach (var (name, e) in traces)
        {
            output.WriteLine($"| {name} | {e.Forecast:0.000} | {e.LastValue:0.000} | {e.MovingAverage:0.000} | {e.Forecast / e.LastValue:0.00} | {e.Forecast / e.MovingAverage:0.00} |");
        }

        var mean = Errors.Mean(traces.Values);
        output.WriteLine($"| mean | {mean.Forecast:0.000} | {mean.LastValue:0.000} | {mean.MovingAverage:0.000} | {mean.Forecast / mean.LastValue:0.00} | {mean.Forecast / mean.MovingAverage:0.00} |");
        Assert.True(mean.Forecast < mean.LastValue, $"{mean.Forecast} against {mean.LastValue} of the last value");
        Assert.True(mean.Forecast < mean.MovingAverage, $"{mean.Forecast} against {mean.MovingAverage} of the moving average");

        // No trace carries the others: the mean of the ratios says the same.
        Assert.True(traces.Values.Average(e => e.Forecast / e.LastValue) < 1);
        Assert.True(traces.Values.Average(e => e.Forecast / e.MovingAverage) < 1);
    }
}
