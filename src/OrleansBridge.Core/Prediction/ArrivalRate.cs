namespace OrleansBridge.Core.Prediction;

/// <summary>The rate of arrivals now and how it changes, as far as a window of counts shows it.</summary>
/// <param name="PerSecond">Arrivals a second, now.</param>
/// <param name="Slope">By how much that grows each second; 0 where it might as well be chance.</param>
/// <param name="Variance">The variance of <paramref name="PerSecond"/>.</param>
/// <param name="Batching">Index of dispersion within the window: 1 where tests come one by one.</param>
/// <param name="Window">The window.</param>
internal readonly record struct ArrivalRate(double PerSecond, double Slope, double Variance, double Batching, TimeSpan Window)
{
    // How many times its own variance a squared slope has to be before any of it is believed.
    private const double SlopeDoubt = 3;

    /// <param name="counts">The arrivals, advanced to <paramref name="now"/>.</param>
    /// <param name="observed">For how long there has been anybody to see arrivals.</param>
    /// <param name="now">When.</param>
    /// <param name="options">The bounds of the window.</param>
    public static ArrivalRate Of(ArrivalCounts counts, TimeSpan observed, DateTimeOffset now, PredictionOptions options)
    {
        // Who has looked for a moment takes the minute before for quiet: a burst at the start is neither a rate yet nor a trend.
        var young = observed < 2 * options.ShortestWindow;
        observed = observed > options.ShortestWindow ? observed : options.ShortestWindow;
        var volatility = Volatility.Of(counts, (int)(observed / ArrivalCounts.Step), out var batching);
        var window = Volatility.Window(volatility, options);
        return Fit(counts, window < observed ? window : observed, now, batching, young ? double.PositiveInfinity : SlopeDoubt);
    }

    /// <summary>
    /// A straight line through the window by its first two moments. The slope is shrunk towards 0 by what of it chance would make
    /// (positive-part James-Stein), since a trend that is none costs more than one that is missed.
    /// </summary>
    private static ArrivalRate Fit(ArrivalCounts counts, TimeSpan window, DateTimeOffset now, double batching, double doubt)
    {
        var (begun, step) = (ArrivalCounts.Begun(now).TotalSeconds, ArrivalCounts.Step.TotalSeconds);
        var steps = Math.Clamp((int)((window.TotalSeconds - begun) / step), 1, counts.Length - 1);
        double sum = counts[0], ages = counts[0] * begun / 2;
        for (var back = 1; back <= steps; back++)
        {
            var count = counts[back];
            sum += count;
            ages += count * (begun + (back - .5) * step);
        }

        var seconds = begun + steps * step;
        var rate = sum / seconds;
        var slope = 12 / (seconds * seconds * seconds) * (sum * seconds / 2 - ages);
        var chance = 12 * rate * batching / (seconds * seconds * seconds);
        var believed = slope == 0 ? 0 : Math.Max(0, 1 - doubt * chance / (slope * slope));
        return new(
            Math.Max(0, rate + believed * slope * seconds / 2),
            believed * slope,
            rate * batching / seconds * (1 + 3 * believed),
            batching,
            TimeSpan.FromSeconds(seconds));
    }
}
