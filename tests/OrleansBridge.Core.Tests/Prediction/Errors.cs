using OrleansBridge.Placement;

namespace OrleansBridge.Core.Tests.Prediction;

/// <summary>Mean absolute errors, a minute ahead, of the forecast, of the last value and of the mean of the last five minutes.</summary>
internal sealed record Errors(double Forecast, double LastValue, double MovingAverage)
{
    private const int Ahead = 60 / Replay.Every;
    private const int Averaged = 300 / Replay.Every;

    /// <param name="replay">What was said and what came.</param>
    /// <param name="sums">Of whole browser types; else of pairs of browser and model type.</param>
    public static Errors Of(Replay replay, bool sums)
    {
        double forecast = 0, last = 0, average = 0, count = 0;
        foreach (var (load, present) in replay.Present.Where(p => (p.Key.ModelType == ForecastRow.Sum) == sums))
        {
            for (var i = 0; i + Ahead < present.Count; i++)
            {
                if (replay.Expected[load][i] is not { } expected)
                {
                    continue;
                }

                var actual = present[i + Ahead];
                var from = Math.Max(0, i - Averaged + 1);
                forecast += Math.Abs(actual - expected);
                last += Math.Abs(actual - present[i]);
                average += Math.Abs(actual - present.Skip(from).Take(i - from + 1).Average());
                count++;
            }
        }

        return new(forecast / count, last / count, average / count);
    }

    public static Errors Mean(IReadOnlyCollection<Errors> of) => new(of.Average(e => e.Forecast), of.Average(e => e.LastValue), of.Average(e => e.MovingAverage));
}
