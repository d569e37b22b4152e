using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.TestingHost.Tests;

[Collection(WithDatabases.Name)]
public sealed class BridgeTestClusterTests(DatabasesFixture databases)
{
    private static readonly TestRequirements Any = new() { TestId = "any", ModelId = "any" };

    [Fact]
    public async Task A_cluster_needs_nothing_and_leaves_nothing()
    {
        string folder;
        await using (var cluster = await BridgeTestCluster.StartAsync())
        {
            Assert.Equal(Outcome.Simulated, (await cluster.RunAsync(Any)).Result!.Outcome);
            folder = new Npgsql.NpgsqlConnectionStringBuilder(cluster.ConnectionString).Host!;
            Assert.True(Directory.Exists(folder));
        }

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Each_silo_has_its_workers()
    {
        await using var cluster = await databases.ClusterAsync(new() { Silos = 2, WorkersPerSilo = 2, BrowsersPerWorker = 1 });
        var workers = (await cluster.Bridge.GetWorkersAsync()).Select(w => w.Descriptor).ToList();
        Assert.Equal(["worker1", "worker2", "worker3", "worker4"], workers.Select(w => w.WorkerId).Order());
        Assert.Equal([2, 2], workers.GroupBy(w => w.Silo).Select(g => g.Count()));
        Assert.All(workers, w => Assert.Equal(1, w.MaxBrowsers));
    }

    [Fact]
    public async Task A_test_may_register_its_own_workers_and_learns_why_one_is_refused()
    {
        await using var cluster = await databases.ClusterAsync(new() { WorkersPerSilo = 0 });
        await cluster.RegisterWorkerAsync(new WorkerRequest { WorkerId = "mine", BrowserTypes = [BrowserTypes.Firefox] });
        Assert.Equal(("mine", BrowserTypes.Firefox), ((await cluster.RunAsync(Any)).Result!.Worker, cluster.Runs.Single().Browser));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.RegisterWorkerAsync(new WorkerRequest { WorkerId = "none", MaxBrowsers = 0 }));
        Assert.Contains("max_browsers is 0", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_cluster_on_the_same_database_knows_what_an_earlier_one_acknowledged()
    {
        var database = await databases.CreateAsync();
        await using (var earlier = await BridgeTestCluster.StartAsync(new() { ConnectionString = database }))
        {
            await earlier.RunAsync(Any);
        }

        await using var later = await BridgeTestCluster.StartAsync(new() { ConnectionString = database });
        Assert.Equal(SubmitStatus.Known, (await later.Bridge.SubmitTestAsync(Any)).Status);
        Assert.Empty(later.Runs);
    }
}
