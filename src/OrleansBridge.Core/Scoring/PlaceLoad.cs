using OrleansBridge.Core.Fleet;

namespace OrleansBridge.Core.Scoring;

/// <summary>What goes on at a place, all that its score depends on besides what it is.</summary>
/// <param name="Active">Assignments on the browser type.</param>
/// <param name="Instances">Living instances of it.</param>
/// <param name="Total">Assignments on the worker.</param>
/// <param name="Backlog">Seconds of work they still need; 0 where it is not known.</param>
internal readonly record struct PlaceLoad(int Active, int Instances, int Total, double Backlog)
{
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

        return new PlaceLoad(active, instances, worker.Runs.Count, worker.BacklogSeconds);
    }
}
