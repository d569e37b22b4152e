namespace OrleansBridge.Core.Simulation.Traces;

/// <summary>The workloads of SPEC section 13 and their like, each drawn from a seed. Rates fit the seeds' farm of 12 instances.</summary>
internal static class Trace
{
    /// <summary>Tests a second that the seeds' farm can just about run when it is warm and well matched.</summary>
    private const double FullRate = 4.5;

    private static readonly (string Name, ModelMix Mix)[] Skews =
    [
        ("skew-vision", ModelMix.Of(.7, .1, .1, .1)),
        ("skew-audio", ModelMix.Of(.1, .7, .1, .1)),
        ("skew-text", ModelMix.Of(.1, .1, .7, .1)),
        ("skew-language", ModelMix.Of(.1, .1, .1, .7)),
    ];

    /// <summary>Every trace by name, the seeds' scenario first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["seeds", "steady", "burst", "diurnal", .. Skews.Select(s => s.Name), "churn", "heavy-tail"];

    /// <summary>The skewed mixes: seven tests of ten are of one model type.</summary>
    public static IReadOnlyList<string> Skewed { get; } = [.. Skews.Select(s => s.Name)];

    /// <summary>A trace by name.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static Workload Of(string name, int seed) => name switch
    {
        "seeds" => SeedScenario.Of(seed),
        "steady" => Steady(seed),
        "burst" => Burst(seed),
        "diurnal" => Diurnal(seed),
        "churn" => Churn(seed),
        "heavy-tail" => HeavyTail(seed),
        _ => Array.Find(Skews, s => s.Name == name) is { Name: not null } skew
            ? Skew(seed, name, skew.Mix)
            : throw new ArgumentException($"there is no trace '{name}'; there are: {string.Join(", ", Names)}", nameof(name)),
    };

    /// <summary>300 tests at .7 of what the farm can run.</summary>
    private static Workload Steady(int seed) =>
        Draw("steady", seed, ModelMix.Seeds, r => ArrivalTimes.Steady(r, 300, .7 * FullRate));

    /// <summary>Quiet, then 60 at once, four times.</summary>
    private static Workload Burst(int seed) =>
        Draw("burst", seed, ModelMix.Seeds, r => ArrivalTimes.Steady(r, 60, .5).Concat(Enumerable.Range(0, 240).Select(i => 20 + 30 * (i / 60) + r.NextDouble())));

    /// <summary>900 tests whose rate swings between .1 and 1.1 of what the farm can run, a day lasting five minutes.</summary>
    private static Workload Diurnal(int seed) =>
        Draw("diurnal", seed, ModelMix.Seeds, r => ArrivalTimes.Changing(r, 900, 1.1 * FullRate, at => FullRate * (.6 - .5 * Math.Cos(2 * Math.PI * at / 300))));

    /// <summary>400 tests within 40 s, faster than the farm can run them, most of them of one model type.</summary>
    private static Workload Skew(int seed, string name, ModelMix mix) =>
        Draw(name, seed, mix, r => ArrivalTimes.Steady(r, 400, 10));

    /// <summary>300 tests at half of what the farm can run, while one worker after the other is gone for 20 s.</summary>
    private static Workload Churn(int seed)
    {
        var workload = Draw("churn", seed, ModelMix.Seeds, r => ArrivalTimes.Steady(r, 300, .5 * FullRate));
        return workload with { Outages = [.. Enumerable.Range(0, 5).Select(i => new Outage(i % workload.Workers.Count, 15 + 25 * i, 35 + 25 * i))] };
    }

    /// <summary>300 tests at .6 of what the farm can run, their sizes Pareto.</summary>
    private static Workload HeavyTail(int seed) =>
        Draw("heavy-tail", seed, ModelMix.Seeds, r => ArrivalTimes.Steady(r, 300, .6 * FullRate), Drawing.HeavyTail);

    private static Workload Draw(string name, int seed, ModelMix mix, Func<Random, IEnumerable<double>> arrivals, Func<Random, double>? size = null)
    {
        var random = new Random(seed);
        return new() { Name = name, Seed = seed, Workers = Farms.Seeds, Models = mix.Models, Tests = Drawing.Tests(random, [.. arrivals(random)], mix, size) };
    }
}
