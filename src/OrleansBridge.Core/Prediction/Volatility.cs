namespace OrleansBridge.Core.Prediction;

/// <summary>How much arrivals vary beyond chance, by indexes of dispersion of their counts: 1 for a Poisson stream.</summary>
internal static class Volatility
{
    /// <summary>Steps on which windows are compared, and how fast older ones lose their say.</summary>
    public const int Compared = 36;
    private const double Fading = .95;

    // An index of a few counts is itself a matter of chance: it starts as if so many had been seen at exactly 1.
    private const double Doubt = 4;

    /// <summary>The index over steps, at least 1: above where tests come in batches. Around a straight line, for a trend is no batch.</summary>
    public static double Batching(ReadOnlySpan<int> counts)
    {
        var groups = counts.Length;
        if (groups < 3)
        {
            return 1;
        }

        double sum = 0, squares = 0, moments = 0;
        var middle = (groups - 1) / 2.0;
        for (var g = 0; g < groups; g++)
        {
            double count = counts[g];
            sum += count;
            squares += count * count;
            moments += count * (g - middle);
        }

        var mean = sum / groups;
        var explained = moments * moments * 12 / (groups * ((double)groups * groups - 1));
        return mean == 0 ? 1 : Math.Max(1, ((squares - sum * mean - explained) / mean + Doubt) / (groups - 2 + Doubt));
    }

    /// <summary>
    /// What came against what a window would have said just before: the dispersion of the latest steps around its rate. It is the
    /// same for all windows while the rate stands; where the rate has changed, it is larger the longer the window looks back, and where
    /// a burst is over, the shorter.
    /// </summary>
    /// <param name="sums">The arrivals.</param>
    /// <param name="steps">The window.</param>
    /// <param name="line">Whether it follows a trend.</param>
    /// <param name="batching">The index over steps.</param>
    public static double Around(ArrivalSums sums, int steps, bool line, double batching)
    {
        double squares = 0, weight = 1;
        for (var back = 1; back <= Compared; back++, weight *= Fading)
        {
            var error = sums.Count(back - 1, 1) - sums.Fit(back, steps, line, batching).Front;
            squares += weight * error * error;
        }

        return squares;
    }

    /// <summary>How much a window has to say, by the likelihood of what came.</summary>
    public static double Say(double around, double least) => least <= 0 ? 1 : Math.Exp(-.5 * (1 - Math.Pow(Fading, Compared)) / (1 - Fading) * (around / least - 1));
}
