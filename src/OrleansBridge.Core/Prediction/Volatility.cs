namespace OrleansBridge.Core.Prediction;

/// <summary>
/// How much arrivals vary beyond chance, by the index of dispersion of their counts: variance over mean, 1 for a Poisson stream.
/// </summary>
internal static class Volatility
{
    // The index of a few counts is itself a matter of chance: it starts as if so many had been seen at exactly 1.
    private const double Doubt = 4;

    private static readonly int s_long = (int)(TimeSpan.FromMinutes(1) / ArrivalCounts.Step);

    /// <summary>
    /// The index over minutes against that over steps. Tests that come in batches raise both alike, and a longer window helps
    /// against them; a rate that changes raises the long one only (the index grows with the interval: Gusella 1991), and a
    /// longer window lags behind it.
    /// </summary>
    /// <param name="counts">The arrivals.</param>
    /// <param name="steps">Steps over which they were observed.</param>
    /// <param name="batching">The index over steps, at least 1.</param>
    public static double Of(ArrivalCounts counts, int steps, out double batching)
    {
        batching = Math.Max(1, Dispersion(counts, steps, 1));
        return Dispersion(counts, steps, s_long) / batching;
    }

    /// <summary>The window: twice the usual one at no volatility, the usual one at 1, ever shorter above.</summary>
    public static TimeSpan Window(double volatility, PredictionOptions options)
    {
        var window = options.Window * (2 / (1 + volatility));
        return window < options.ShortestWindow ? options.ShortestWindow : window > options.LongestWindow ? options.LongestWindow : window;
    }

    /// <summary>Around a straight line, since the window has one too: a trend that it can follow is no reason to shorten it.</summary>
    private static double Dispersion(ArrivalCounts counts, int steps, int perGroup)
    {
        var groups = Math.Min(steps, counts.Length) / perGroup;
        if (groups < 3)
        {
            return 1;
        }

        double sum = 0, squares = 0, moments = 0;
        var middle = (groups - 1) / 2.0;
        for (var g = 0; g < groups; g++)
        {
            var count = 0;
            for (var i = 0; i < perGroup; i++)
            {
                count += counts[g * perGroup + i];
            }

            sum += count;
            squares += (double)count * count;
            moments += count * (g - middle);
        }

        var mean = sum / groups;
        var explained = moments * moments * 12 / (groups * ((double)groups * groups - 1));
        return mean == 0 ? 1 : ((squares - sum * mean - explained) / mean + Doubt) / (groups - 2 + Doubt);
    }
}
