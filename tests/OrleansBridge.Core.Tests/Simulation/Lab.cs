using OrleansBridge.Core.Simulation;
using OrleansBridge.Core.Simulation.Profiles;
using OrleansBridge.Core.Simulation.Traces;

namespace OrleansBridge.Core.Tests.Simulation;

/// <summary>Farms of which theory or arithmetic knows the answer.</summary>
internal static class Lab
{
    /// <summary>Room in every line for all there is.</summary>
    private const int Endless = 1_000_000;

    public static SimulationOptions Quiet { get; } = SimulationOptions.Default with { HeartbeatSeconds = 0, RebalanceSeconds = 0 };

    /// <summary>One model type on the given browsers, each with its mean run time.</summary>
    public static SpeedProfile Profile(SpeedShape shape, double setup, double launch, params (string Browser, double Run)[] speeds) => new()
    {
        Name = "lab",
        Source = "a test",
        Browsers = [.. speeds.Select(s => new BrowserCosts { Browser = s.Browser, LaunchSeconds = launch, Megabytes = 100, Measured = false })],
        Entries =
        [
            .. speeds.Select(s => new SpeedEntry
            {
                ModelType = "vision", Browser = s.Browser, Backend = "wasm", RunSeconds = s.Run, SetupSeconds = setup, Shape = shape, Spread = 0, Megabytes = 50, Measured = false,
            }),
        ],
    };

    /// <summary>
    /// Tests that run a second on average, exponentially, on servers of one browser type, and come as a Poisson process. Both are
    /// scaled so that the load is exactly the one asked for: near 1 a chance hundredth of load is worth half the wait.
    /// </summary>
    public static Workload Queue(int workers, int instances, double load, int tests, int seed)
    {
        var random = new Random(seed);
        var drawn = Drawing.Tests(random, ArrivalTimes.Steady(random, tests, 1), new ModelMix([("vision", 1)], 1));
        var (stretch, size) = (tests / (load * workers * instances) / drawn[^1].ArrivesAt, 1 / drawn.Average(t => -Math.Log(1 - t.RunLuck)));
        return Of(Farms.Alike(workers, instances, Endless, "chrome"), [.. drawn.Select(t => t with { ArrivesAt = t.ArrivesAt * stretch, Size = size })]);
    }

    /// <summary>Tests of given sizes at given times.</summary>
    public static Workload Jobs(IReadOnlyList<SimulatedWorker> farm, params (double At, double Size)[] jobs) =>
        Of(farm, [.. jobs.Select(j => new SimulatedTest(j.At, 0, .5, .5, j.Size))]);

    public static Workload Of(IReadOnlyList<SimulatedWorker> farm, SimulatedTest[] tests, int models = 1) => new()
    {
        Name = "lab",
        Seed = 1,
        Workers = farm,
        Models = [.. Enumerable.Range(0, models).Select(i => new SimulatedModel("m" + i, "vision"))],
        Tests = tests,
    };
}
