using OrleansBridge.Cli.Reporting;
using OrleansBridge.Core.Simulation;
using OrleansBridge.Core.Simulation.Metrics;

namespace OrleansBridge.Cli.Benching.Headline;

/// <summary>Every policy on the seeds' scenario: medians over the draws.</summary>
internal static class PolicyTable
{
    internal static void Show(HeadlineDraws draws)
    {
        Console.WriteLine();
        Console.WriteLine("the seeds' scenario, medians:");
        Screen.Table(
            ["policy", "distribution", "utilization", "migrations", "matching", "cold", "peak", "memory MB", "makespan s", "over bound", "p95 wait s", "profile"],
            Simulator.Policies.Select(policy => (IReadOnlyList<string>)[.. Row(policy, draws.Of("seeds", policy), draws.Bounds("seeds")), draws.Profile]));
    }

    private static IReadOnlyList<string> Row(string policy, IReadOnlyList<SimulationResult> results, IReadOnlyList<double> bounds)
    {
        return
        [
            policy, Median(r => r.Distribution), Median(r => r.Utilization), Median(r => r.Migrations, "0.0"), Median(r => r.Matching), Median(r => r.Cold), Median(r => r.Peak),
            Median(r => r.PeakMegabytes, "0"), Median(r => r.Makespan, "0.0"),
            Figures.Number(Interval.Median(results.Zip(bounds, (r, b) => r.Makespan / b)), "0.00"), Median(r => r.P95Wait, "0.0"),
        ];

        string Median(Func<SimulationResult, double> value, string format = "0.00") => Figures.Number(Interval.Median(results.Select(value)), format);
    }
}
