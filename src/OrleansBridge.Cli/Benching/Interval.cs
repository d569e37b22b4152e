namespace OrleansBridge.Cli.Benching;

/// <summary>Medians and how sure they are.</summary>
internal static class Interval
{
    private const int Resamples = 2_000;

    internal static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The 95 % interval of the median by bootstrap (Efron 1979), from a fixed seed so that a report can be computed again.</summary>
    internal static (double Lower, double Upper) OfMedian(IReadOnlyList<double> values)
    {
        var random = new Random(1);
        double[] medians = [.. Enumerable.Range(0, Resamples).Select(_ => Median(values.Select(_ => values[random.Next(values.Count)]))).Order()];
        return (medians[(int)(Resamples * .025)], medians[(int)(Resamples * .975)]);
    }
}
