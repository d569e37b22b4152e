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
    internal static (double Lower, double Upper) OfMedian(IReadOnlyList<double> values) => Of(values, Median);

    /// <summary>The same of a statistic of all values.</summary>
    internal static (double Lower, double Upper) Of<T>(IReadOnlyList<T> values, Func<IReadOnlyList<T>, double> statistic)
    {
        var random = new Random(1);
        double[] results = [.. Enumerable.Range(0, Resamples).Select(_ => statistic([.. values.Select(_ => values[random.Next(values.Count)])])).Order()];
        return (results[(int)(Resamples * .025)], results[(int)(Resamples * .975)]);
    }
}
