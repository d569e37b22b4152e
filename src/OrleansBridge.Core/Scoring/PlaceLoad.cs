using OrleansBridge.Core.Fleet;

namespace OrleansBridge.Core.Scoring;

/// <summary>What goes on at a place, all that its score depends on besides what it is.</summary>
/// <param name="Active">Assignments on the browser type.</param>
/// <param name="Instances">Living instances of it.</param>
/// <param name="Total">Assignments on the worker.</param>
/// <param name="Spare">Whether the worker can launch one more: it has fewer than it may have, or an idle one of another type makes room.</param>
/// <param name="Backlog">Seconds of work before a run that begins here now, on one instance after another; null where it is not known, 0 where it does not matter.</param>
internal readonly record struct PlaceLoad(int Active, int Instances, int Total, bool Spare, double? Backlog)
{
    /// <summary>A worker where nothing runs and nothing is launched.</summary>
    public static PlaceLoad Idle { get; } = new(0, 0, 0, true, 0);

    public static PlaceLoad Of(WorkerView worker, string browser)
    {
        var (active, instances) = (0, 0);
        foreach (var (_, type) in worker.Runs)
        {
            active += type == browser ? 1 : 0;
        }

        foreach (var instance in worker.Browsers)
        {
            instances += instance.Browser == browser ? 1 : 0;
        }

        // With as many runs as instances the missing ones are being launched.
        var spare = (worker.Browsers.Count < worker.Descriptor.MaxBrowsers && worker.Runs.Count < worker.Descriptor.MaxBrowsers) || worker.Descriptor.Browsers.Any(o =>
            o.Browser != browser && worker.Browsers.Count(b => b.Browser == o.Browser) > worker.Active(o.Browser));
        return new PlaceLoad(active, instances, worker.Runs.Count, spare, Ahead(worker, browser, active, instances, spare));
    }

    private static double? Ahead(WorkerView worker, string browser, int active, int instances, bool spare) =>
        active < instances || (instances == 0 && spare) ? 0
        : instances > 0 ? worker.Backlog.TryGetValue(browser, out var own) ? own : null
        : worker.Backlog.Count > 0 ? worker.Backlog.Values.Sum() : null;
}
