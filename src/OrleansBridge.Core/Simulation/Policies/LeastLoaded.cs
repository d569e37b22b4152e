using OrleansBridge.Core.Simulation.Engine;

namespace OrleansBridge.Core.Simulation.Policies;

/// <summary>The worker with the smallest share of its slots taken, and on it the browser type with the fewest tests.</summary>
internal sealed class LeastLoaded : IFarmPolicy
{
    private FarmState _farm = null!;

    public void Open(FarmState farm) => _farm = farm;

    public FarmPlace? Place(int test)
    {
        WorkerNode? least = null;
        foreach (var worker in _farm.Workers)
        {
            if (worker.Free > 0 && (least is null || worker.Load < least.Load))
            {
                least = worker;
            }
        }

        return least is null ? null : new FarmPlace(least.Index, LeastUsed(least));
    }

    public override string ToString() => PolicyNames.LeastLoaded;

    /// <summary>The worker's browser type with the fewest tests.</summary>
    public static int LeastUsed(WorkerNode worker)
    {
        var least = worker.Browsers[0];
        foreach (var browser in worker.Browsers)
        {
            least = worker.AssignedOf(browser) < worker.AssignedOf(least) ? browser : least;
        }

        return least;
    }
}
