using OrleansBridge.Core.Simulation.Engine;

namespace OrleansBridge.Core.Simulation.Policies;

/// <summary>
/// Least loaded, and a worker with an instance and nothing in line takes the last test of the longest line, whatever its
/// model is and whatever browser it was meant for: work stealing as it is done among cores that are all alike.
/// </summary>
internal sealed class UnawareStealing : IFarmPolicy
{
    private readonly LeastLoaded _placing = new();
    private FarmState _farm = null!;

    public bool Moves => true;

    public void Open(FarmState farm)
    {
        _farm = farm;
        _placing.Open(farm);
    }

    public FarmPlace? Place(int test) => _placing.Place(test);

    public void Rebalance(List<FarmMove> moves)
    {
        foreach (var thief in _farm.Workers)
        {
            if (thief.Free > 0 && thief.InLine + thief.Moving.Count == 0 && thief.Running < thief.Worker.MaxBrowsers && Longest() is { InLine: > 0 } victim && !moves.Exists(m => m.Test == victim.Tail))
            {
                moves.Add(new FarmMove(victim.Tail, new FarmPlace(thief.Index, LeastLoaded.LeastUsed(thief))));
            }
        }
    }

    public override string ToString() => PolicyNames.UnawareStealing;

    private WorkerNode Longest()
    {
        var longest = _farm.Workers[0];
        foreach (var worker in _farm.Workers)
        {
            longest = worker.InLine > longest.InLine ? worker : longest;
        }

        return longest;
    }
}
