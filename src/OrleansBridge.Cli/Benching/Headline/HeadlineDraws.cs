using OrleansBridge.Cli.Running;
using OrleansBridge.Core.Simulation;
using OrleansBridge.Core.Simulation.Bounds;
using OrleansBridge.Core.Simulation.Metrics;
using OrleansBridge.Core.Simulation.Profiles;
using OrleansBridge.Core.Simulation.Traces;

namespace OrleansBridge.Cli.Benching.Headline;

/// <summary>Every policy on the same draws of every trace.</summary>
internal sealed class HeadlineDraws
{
    /// <summary>Share of runs whose browser crashes where recovery is measured.</summary>
    internal const double CrashRate = .05;

    private readonly Dictionary<(string Trace, string Policy), SimulationResult[]> _results = [];
    private readonly Dictionary<string, double[]> _bounds = [];

    /// <summary>Whether the profile's speeds were measured or assumed.</summary>
    internal string Profile { get; private init; } = "";

    /// <summary>The fullest policy there is.</summary>
    internal static string Ours => Simulator.Policies[^1];

    /// <summary>The fullest policy on the seeds' scenario, when the farm has never run anything.</summary>
    internal IReadOnlyList<SimulationResult> New { get; private set; } = [];

    /// <summary>The fullest policy on the seeds' scenario with crashes, recovered by the ladder and by full restart.</summary>
    internal IReadOnlyList<(SimulationResult Ladder, SimulationResult Restart)> Crashes { get; private set; } = [];

    /// <summary>A policy's results on a trace, a draw each.</summary>
    internal IReadOnlyList<SimulationResult> Of(string trace, string policy) => _results[(trace, policy)];

    /// <summary>Lower bounds of a trace's makespan, a draw each, seconds.</summary>
    internal IReadOnlyList<double> Bounds(string trace) => _bounds[trace];

    internal static HeadlineDraws Run(SpeedProfile profile, int seeds, Action<string> note, CancellationToken cancellation)
    {
        var draws = new HeadlineDraws { Profile = profile.Evidence };
        var earlier = Enumerable.Range(1, seeds).ToDictionary(seed => seed, seed => Known(() => Simulator.Earlier(profile, seed)));
        note($"{seeds} farms have run an earlier hour, and learned from it");
        foreach (var trace in Trace.Names)
        {
            Workload[] workloads = [.. Enumerable.Range(1, seeds).Select(seed => Trace.Of(trace, seed))];
            draws._bounds[trace] = [.. workloads.Select(w => Known(() => MakespanBound.Of(w, profile).Seconds))];
            foreach (var policy in Simulator.Policies)
            {
                draws._results[(trace, policy)] = [.. workloads.Select(w => Simulate(w, policy, SimulationOptions.Default))];
            }

            note($"{trace}: {seeds} draws of {workloads[0].Tests.Length} tests, {Simulator.Policies.Count} policies");
        }

        var (ladder, restart) = (SimulationOptions.Default with { CrashRate = CrashRate }, SimulationOptions.Default with { CrashRate = CrashRate, Recovery = SimulatedRecovery.FullRestart });
        draws.Crashes = [.. Enumerable.Range(1, seeds).Select(SeedScenario.Of).Select(w => (Simulate(w, Ours, ladder), Simulate(w, Ours, restart)))];
        draws.New = [.. Enumerable.Range(1, seeds).Select(seed => Simulator.Run(SeedScenario.Of(seed), profile, Ours))];
        return draws;

        SimulationResult Simulate(Workload workload, string policy, SimulationOptions options)
        {
            cancellation.ThrowIfCancellationRequested();
            return Simulator.Run(workload, profile, policy, options with { Earlier = earlier[workload.Seed] });
        }
    }

    /// <summary>A profile of somebody's may know too little for the workloads.</summary>
    private static T Known<T>(Func<T> ask)
    {
        try
        {
            return ask();
        }
        catch (ArgumentException e)
        {
            throw new UserErrorException(e.Message);
        }
    }
}
