namespace OrleansBridge.Core.Simulation.Traces;

/// <summary>Draws the tests of a workload: what each one is and what luck it has.</summary>
internal static class Drawing
{
    public static SimulatedTest[] Tests(Random random, IEnumerable<double> arrivals, ModelMix mix, Func<Random, double>? size = null) =>
        [.. arrivals.Order().Select(at => new SimulatedTest(at, mix.Draw(random), Luck(random), Luck(random), size?.Invoke(random) ?? 1))];

    /// <summary>A Pareto size, mean 1, cut at 50 times the least: most tests small, much of the work in few.</summary>
    public static double HeavyTail(Random random)
    {
        const double Shape = 1.5, Most = 50;
        var mean = Shape / (Shape - 1) * (1 - Math.Pow(Most, 1 - Shape)) / (1 - Math.Pow(Most, -Shape));
        return Math.Pow(1 - random.NextDouble() * (1 - Math.Pow(Most, -Shape)), -1 / Shape) / mean;
    }

    /// <summary>Never 0 or 1, where quantiles are infinite.</summary>
    private static double Luck(Random random) => (random.Next(1 << 30) + .5) / (1 << 30);
}
