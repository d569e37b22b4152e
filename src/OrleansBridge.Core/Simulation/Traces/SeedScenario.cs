namespace OrleansBridge.Core.Simulation.Traces;

/// <summary>
/// The seeds' scenario (SPEC section 13): 20 baseline tests, one a second on average, and 60 within one second when the last
/// of them has come.
/// </summary>
internal static class SeedScenario
{
    private const int Baseline = 20;
    private const int Spike = 60;

    /// <summary>The scenario with the chances of a seed.</summary>
    public static Workload Of(int seed)
    {
        var random = new Random(seed);
        List<double> arrivals = [.. ArrivalTimes.Steady(random, Baseline, 1)];
        var spike = arrivals[^1];
        arrivals.AddRange(Enumerable.Range(0, Spike).Select(_ => spike + random.NextDouble()));
        return new()
        {
            Name = "seeds",
            Seed = seed,
            Workers = Farms.Seeds,
            Models = ModelMix.Seeds.Models,
            Tests = Drawing.Tests(random, arrivals, ModelMix.Seeds),
        };
    }
}
