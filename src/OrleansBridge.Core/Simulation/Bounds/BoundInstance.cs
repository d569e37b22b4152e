using OrleansBridge.Core.Simulation.Engine;
using OrleansBridge.Core.Simulation.Profiles;
using OrleansBridge.Core.Simulation.Traces;

namespace OrleansBridge.Core.Simulation.Bounds;

/// <summary>
/// What is left of a workload when all that only costs time is left out: tests with a release time and a least time on each
/// group of instances that can do the same. Each schedule of the farm is one of it, so what bounds it bounds the farm.
/// </summary>
internal sealed class BoundInstance
{
    public BoundInstance(Workload workload, SpeedProfile profile)
    {
        var speeds = new SpeedTable(workload, profile);
        var groups = workload.Workers.GroupBy(w => string.Join(' ', w.Browsers.Order(StringComparer.Ordinal))).ToList();
        Instances = [.. groups.Select(g => g.Sum(w => w.MaxBrowsers))];
        var browsers = groups.Select(g => Enumerable.Range(0, speeds.Browsers.Count).Where(b => g.First().Browsers.Contains(speeds.Browsers[b])).ToArray()).ToList();
        Released = [.. workload.Tests.Select(t => t.ArrivesAt - workload.Tests[0].ArrivesAt)];
        Types = [.. workload.Tests.Select(t => workload.Models.TakeWhile(m => m.ModelType != workload.Models[t.Model].ModelType).Count())];
        Seconds = new double[workload.Tests.Length, groups.Count];
        Setup = double.PositiveInfinity;
        for (var test = 0; test < workload.Tests.Length; test++)
        {
            for (var group = 0; group < groups.Count; group++)
            {
                var given = workload.Tests[test];
                var entries = browsers[group].SelectMany(b => speeds.All(given.Model, b)).ToList();
                Seconds[test, group] = entries.Min(e => SpeedTable.RunSeconds(given, e));
                Setup = Math.Min(Setup, entries.Min(e => SpeedTable.SetupSeconds(given, e)));
            }
        }
    }

    /// <summary>Instances of each group.</summary>
    public int[] Instances { get; }

    /// <summary>When each test may start, seconds after the first.</summary>
    public double[] Released { get; }

    /// <summary>Tests of equal type take times in the same proportion on all groups, roughly.</summary>
    public int[] Types { get; }

    /// <summary>Least seconds of a test, by test and group, its model loaded.</summary>
    public double[,] Seconds { get; }

    /// <summary>Least seconds that the first test of any instance takes longer, because no instance starts with a model.</summary>
    public double Setup { get; }

    public int Tests => Released.Length;

    public int Groups => Instances.Length;
}
