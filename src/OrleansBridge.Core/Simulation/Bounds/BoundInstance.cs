using OrleansBridge.Core.Simulation.Engine;
using OrleansBridge.Core.Simulation.Profiles;
using OrleansBridge.Core.Simulation.Traces;

namespace OrleansBridge.Core.Simulation.Bounds;

/// <summary>
/// A workload for whoever knows everything beforehand: tests with a release time and a least time on each browser type, slots for
/// instances that start as a type, and what a launch and a model's load take at the least. Each schedule of the farm is one of it,
/// so what bounds it bounds the farm.
/// </summary>
internal sealed class BoundInstance
{
    public BoundInstance(Workload workload, SpeedProfile profile)
    {
        var speeds = new SpeedTable(workload, profile);
        var first = workload.Tests[0].ArrivesAt;
        var groups = workload.Workers.GroupBy(w => (Browsers: string.Join(' ', w.Browsers.Order(StringComparer.Ordinal)), w.MaxBrowsers)).ToList();
        Slots = [.. groups.Select(g => g.Sum(w => w.MaxBrowsers))];
        Places = [.. groups.SelectMany((g, index) => PlacesOf(index, g.Count(), new(0, g.First(), speeds.Browsers), speeds, first))];
        Released = [.. workload.Tests.Select(t => t.ArrivesAt - first)];
        Types = [.. workload.Tests.Select(t => workload.Models.TakeWhile(m => m.ModelType != workload.Models[t.Model].ModelType).Count())];
        Seconds = new double[workload.Tests.Length, speeds.Browsers.Count];
        for (var test = 0; test < workload.Tests.Length; test++)
        {
            for (var browser = 0; browser < speeds.Browsers.Count; browser++)
            {
                Seconds[test, browser] = speeds.All(workload.Tests[test].Model, browser).Min(e => SpeedTable.RunSeconds(workload.Tests[test], e));
            }
        }

        int[] browsers = [.. Places.Select(p => p.Browser).Distinct()];
        Fastest = [.. Enumerable.Range(0, Tests).Select(t => browsers.Min(b => Seconds[t, b]))];
        LongestTest = Enumerable.Range(0, Tests).Max(t => Released[t] + Fastest[t]);
        Models = [.. Enumerable.Range(0, Tests).GroupBy(t => workload.Tests[t].Model).Select(tests => new BoundModel(
            tests.Min(t => Released[t]),
            tests.Sum(t => Fastest[t]),
            [.. tests.Select(t => browsers.Min(b => speeds.All(tests.Key, b).Min(e => SpeedTable.SetupSeconds(workload.Tests[t], e)))).Order()]))];
    }

    /// <summary>Instances there may be at once in each group of equal workers.</summary>
    public int[] Slots { get; }

    /// <summary>Where tests can run: a browser type of a group.</summary>
    public BoundPlace[] Places { get; }

    /// <summary>When each test may start, seconds after the first, in order.</summary>
    public double[] Released { get; }

    /// <summary>Tests of equal type take times in the same proportion on all browser types, roughly.</summary>
    public int[] Types { get; }

    /// <summary>Least seconds of a test, by test and browser type, its model loaded.</summary>
    public double[,] Seconds { get; }

    /// <summary>Each test's seconds where it is fastest.</summary>
    public double[] Fastest { get; }

    /// <summary>The latest that a test can end at the earliest.</summary>
    public double LongestTest { get; }

    public BoundModel[] Models { get; }

    public int Tests => Released.Length;

    /// <summary>A worker starts with its types in turn, as a warm pool does; a launch may begin before the first test arrives.</summary>
    private static IEnumerable<BoundPlace> PlacesOf(int group, int workers, WorkerNode worker, SpeedTable speeds, double early) =>
        worker.Browsers.Select((browser, i) => new BoundPlace(
            group,
            browser,
            workers * Enumerable.Range(0, worker.Worker.MaxBrowsers).Count(slot => slot % worker.Browsers.Length == i),
            Math.Max(0, speeds.Costs(browser).LaunchSeconds - early)));
}
