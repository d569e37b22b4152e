using OrleansBridge.Core.Simulation.Engine;

namespace OrleansBridge.Core.Simulation.Policies;

/// <summary>The shortest of d workers drawn by chance, with replacement: the supermarket model of queueing theory.</summary>
internal sealed class SampledChoice(int choices, int seed) : IFarmPolicy
{
    private readonly Random _random = new(seed);
    private FarmState _farm = null!;

    public void Open(FarmState farm) => _farm = farm;

    public FarmPlace? Place(int test)
    {
        var best = _farm.Workers[_random.Next(_farm.Workers.Length)];
        for (var i = 1; i < choices; i++)
        {
            var other = _farm.Workers[_random.Next(_farm.Workers.Length)];
            best = other.Assigned < best.Assigned ? other : best;
        }

        return best.Free > 0 ? new FarmPlace(best.Index, best.Browsers[0]) : null;
    }

    public override string ToString() => $"best of {choices}";
}
