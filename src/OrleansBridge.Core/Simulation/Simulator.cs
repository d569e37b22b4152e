using OrleansBridge.Core.Learning;
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
    public static IReadOnlyList<string> Policies => PolicyNames.All;

    /// <summary>Runs every test of a workload.</summary>
    /// <param name="workload">The farm and its tests.</param>
    /// <param name="profile">How fast browsers really are there.</param>
    /// <param name="policy">One of <see cref="PolicyNames.All"/>.</param>
    /// <param name="options">What the farm is like besides. Null: the usual farm.</param>
    /// <exception cref="ArgumentException">There is no such policy, or the profile knows too little for the workload.</exception>
    public static SimulationResult Run(Workload workload, SpeedProfile profile, string policy, SimulationOptions? options = null) =>
        Run(workload, profile, Policy(policy, options ?? SimulationOptions.Default), options ?? SimulationOptions.Default);

    /// <summary>What a farm saw in an earlier hour: the steady trace of another seed, placed by one that knew nothing.</summary>
    public static IReadOnlyList<RunObservation> Earlier(SpeedProfile profile, int seed)
    {
        var seen = new List<RunObservation>();
        var policy = new DispatcherPolicy("earlier", predicts: false, steals: false, new()) { Saw = seen.Add };
        Run(Trace.Of("steady", ~seed), profile, policy, SimulationOptions.Default);
        return seen;
    }

    internal static SimulationResult Run(Workload workload, SpeedProfile profile, IFarmPolicy policy, SimulationOptions options) =>
        new FarmSimulation(workload, profile, policy, options).Run();

    private static IFarmPolicy Policy(string name, SimulationOptions options)
    {
        return name switch
        {
            PolicyNames.RoundRobin => new RoundRobin(),
            PolicyNames.LeastLoaded => new LeastLoaded(),
            PolicyNames.UnawareStealing => new UnawareStealing(),
            PolicyNames.Aware => Ours(predicts: false, steals: false),
            PolicyNames.Predictive => Ours(predicts: true, steals: false),
            PolicyNames.Full => Ours(predicts: true, steals: true),
            _ => throw new ArgumentException($"there is no policy '{name}'; there are: {string.Join(", ", PolicyNames.All)}", nameof(name)),
        };

        DispatcherPolicy Ours(bool predicts, bool steals) => new DispatcherPolicy(name, predicts, steals, new()).Knowing(options.Earlier);
    }
}
