using OrleansBridge.Core.Simulation.Engine;

namespace OrleansBridge.Core.Simulation.Policies;

/// <summary>Workers in turn, and on each its browser types in turn.</summary>
internal sealed class RoundRobin : IFarmPolicy
{
    private FarmState _farm = null!;
    private int[] _types = [];
    private int _next;

    public void Open(FarmState farm) => (_farm, _types) = (farm, new int[farm.Workers.Length]);

    public FarmPlace? Place(int test)
    {
        for (var i = 0; i < _farm.Workers.Length; i++)
        {
            var worker = _farm.Workers[(_next + i) % _farm.Workers.Length];
            if (worker.Free > 0)
            {
                _next = worker.Index + 1;
                return new FarmPlace(worker.Index, worker.Browsers[_types[worker.Index]++ % worker.Browsers.Length]);
            }
        }

        return null;
    }

    public override string ToString() => PolicyNames.RoundRobin;
}
