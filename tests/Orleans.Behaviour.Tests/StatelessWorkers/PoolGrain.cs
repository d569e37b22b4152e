using Orleans.Behaviour.Tests.Clusters;
using Orleans.Concurrency;

namespace Orleans.Behaviour.Tests.StatelessWorkers;

[GrainType("behaviour.pool"), StatelessWorker(2)]
public sealed class PoolGrain(Journal journal) : Grain, IPoolGrain
{
    private readonly Guid _instance = Guid.NewGuid();

    public async Task<Guid> WorkAsync(string name, string gate)
    {
        journal.Write($"works {name}");
        await journal.Gate(gate);
        return _instance;
    }
}
