using Orleans.Behaviour.Tests.Clusters;

namespace Orleans.Behaviour.Tests.StatelessWorkers;

[Collection("one silo")]
public sealed class StatelessWorkerTests(OneSilo silo)
{
    [Fact]
    public async Task A_stateless_worker_has_as_many_activations_as_it_may_and_needs()
    {
        var pool = silo.Client.GetGrain<IPoolGrain>(1);
        var calls = Enumerable.Range(0, 4).Select(n => pool.WorkAsync($"pool-{n}", "pool gate")).ToArray();
        while (Working < 2)
        {
            await Task.Delay(10);
        }

        await Task.Delay(100);
        Assert.Equal(2, Working);
        silo.Journal.Open("pool gate");
        Assert.Equal(2, (await Task.WhenAll(calls)).Distinct().Count());
    }

    private int Working => silo.Journal.Entries.Count(e => e.StartsWith("works pool-", StringComparison.Ordinal));
}
