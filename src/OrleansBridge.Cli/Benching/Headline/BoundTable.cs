using OrleansBridge.Cli.Reporting;
using OrleansBridge.Core.Simulation;
using OrleansBridge.Core.Simulation.Traces;

namespace OrleansBridge.Cli.Benching.Headline;

/// <summary>Every policy's makespan on every trace over its lower bound: medians over the draws.</summary>
internal static class BoundTable
{
    internal static void Show(HeadlineDraws draws)
    {
        Console.WriteLine();
        Console.WriteLine("makespan over its lower bound, medians:");
        Screen.Table(
            ["trace", "bound s", .. Simulator.Policies, "profile"],
            Trace.Names.Select(trace => (IReadOnlyList<string>)
            [
                trace, Figures.Number(Interval.Median(draws.Bounds(trace)), "0.0"),
                .. Simulator.Policies.Select(policy => Figures.Number(Interval.Median(draws.Of(trace, policy).Zip(draws.Bounds(trace), (r, b) => r.Makespan / b)), "0.00")),
                draws.Profile,
            ]));
    }
}
