namespace OrleansBridge.Browsers.Execution;

/// <summary>Nearest-rank percentiles.</summary>
internal static class Percentiles
{
    /// <param name="values">At least one.</param>
    /// <param name="rank">Above 0, at most 1.</param>
    public static double Of(IReadOnlyList<double> values, double rank)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(int)Math.Ceiling(rank * sorted.Length) - 1];
    }
}
