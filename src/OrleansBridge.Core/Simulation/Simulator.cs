using OrleansBridge.Core.Simulation.Engine;
using OrleansBridge.Core.Simulation.Metrics;
using OrleansBridge.Core.Simulation.Policies;
using OrleansBridge.Core.Simulation.Profiles;
using OrleansBridge.Core.Simulation.Traces;

namespace OrleansBridge.Core.Simulation;

/// <summary>
/// A discrete-event simulation of a farm. It drives the objects that decide in production; the same workload, profile, policy and
/// options give the same result to the last digit.
/// </summary>
internal static class Simulator
{
    /// <summary>The policies it can drive, from the simplest to the fullest.</summary>
    public static IReadOnlyList<string> Policies { get; } = [PolicyNames.RoundRobin, PolicyNames.LeastLoaded, PolicyNames.UnawareStealing, PolicyNames.Aware];

    /// <summary>Runs every test of a workload.</summary>
    /// <param name="workload">The farm and its tests.</param>
    /// <param name="profile">How fast browsers really are there.</param>
    /// <param name="policy">One of <see cref="PolicyNames.All"/>.</param>
    /// <param name="options">What the farm is like besides. Null: the usual farm.</param>
    /// <exception cref="ArgumentException">There is no such policy, or the profile knows too little for the workload.</exception>
    public static SimulationResult Run(Workload workload, SpeedProfile profile, string policy, SimulationOptions? options = null) =>
        Run(workload, profile, Policy(policy), options ?? SimulationOptions.Default);

    internal static SimulationResult Run(Workload workload, SpeedProfile profile, IFarmPolicy policy, SimulationOptions options) =>
        new FarmSimulation(workload, profile, policy, options).Run();

    private static IFarmPolicy Policy(string name) => name switch
    {
        PolicyNames.RoundRobin => new RoundRobin(),
        PolicyNames.LeastLoaded => new LeastLoaded(),
        PolicyNames.UnawareStealing => new UnawareStealing(),
        PolicyNames.Aware => new PlacerPolicy(),
        _ => throw new ArgumentException($"there is no policy '{name}'; there are: {string.Join(", ", PolicyNames.All)}", nameof(name)),
    };
}
