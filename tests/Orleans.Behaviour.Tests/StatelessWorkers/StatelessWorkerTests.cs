using Orleans.Behaviour.Tests.Clusters;
using Orleans.Behaviour.Tests.Turns;

namespace Orleans.Behaviour.Tests.StatelessWorkers;

[Collection("one silo")]
public sealed class StatelessWorkerTests(OneSilo silo)
{
    [Fact]
    public async Task A_stateless_worker_has_as_many_activations_as_it_may_and_needs()
    {
        var pool = silo.Client.GetGrain<IPoolGrain>(1);
        var calls = Enumerable.Range(0, 4).Select(n => pool.WorkAsync($"pool-{n}", "pool gate")).ToArray();
        await silo.Journal.Written("works pool-", 2);

        // Calls of one client arrive in its order: with the answer to a later one, all four have been given out.
        silo.Journal.Open("pool barrier");
        await silo.Client.GetGrain<ITurnGrain>("pool").SlowAsync("pool barrier");
        Assert.Equal(2, Working);
        silo.Journal.Open("pool gate");
        Assert.Equal(2, (await Task.WhenAll(calls)).Distinct().Count());
    }

    private int Working => silo.Journal.Entries.Count(e => e.StartsWith("works pool-", StringComparison.Ordinal));
}
