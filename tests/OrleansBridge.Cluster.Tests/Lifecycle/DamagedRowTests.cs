using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Grains.Executors;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Cluster.Tests.Lifecycle;

[Collection(ClusterTests.Name)]
public sealed class DamagedRowTests(DatabasesFixture databases)
{
    [Fact]
    public async Task Tests_whose_rows_were_damaged_while_nobody_looked_reach_their_end_and_neighbours_do_not_notice()
    {
        var database = await databases.SourceAsync();
        var cluster = await BridgeCluster.StartAsync(database);
        await cluster.RegisterAsync("w1");
        await cluster.RunAsync(Test("done"));
        await cluster.ResultsAsync(1);
        await cluster.Bridge.UnregisterWorkerAsync("w1");
        foreach (var id in new[] { "damaged/nonsense", "damaged/text", "damaged/deep", "neighbour" })
        {
            Assert.Equal(SubmitStatus.Accepted, (await cluster.Bridge.SubmitTestAsync(Test(id) with { ConcurrencyKey = id })).Status);
        }

        await EventsAsync(cluster, 4 + 3);
        foreach (var silo in cluster.Silos.Silos.ToList())
        {
            await cluster.Silos.KillSiloAsync(silo);
        }

        await DamageAsync(cluster, "test/damaged/nonsense", """{"status": "nonsense"}""");
        await DamageAsync(cluster, "test/damaged/text", "\"gone\"");
        await ExecuteAsync(cluster, "UPDATE orleans.transactional_state SET state = jsonb_set(state, '{requirements,priority}', '\"x\"') WHERE grain_id = 'bridge.test/damaged/deep'");
        await DamageAsync(cluster, "test/done", """{"status": "nonsense", "epoch": "x", "deadline_at": "soon"}""");
        await DamageAsync(cluster, "worker/w1", """{"slots": 7}""");

        await using var again = await BridgeCluster.StartAsync(database);
        await again.RegisterAsync("w2");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        foreach (var id in new[] { "damaged/nonsense", "damaged/text", "damaged/deep", "neighbour" })
        {
            var ended = await again.Bridge.WaitForTestAsync(id, limit.Token);
            Assert.Equal((id, Outcome.Simulated), (id, ended.Result!.Outcome));
            Assert.Equal(id, ended.Requirements.ConcurrencyKey);
        }

        var done = await again.Bridge.GetTestAsync("done");
        Assert.Equal((Outcome.Simulated, 1L), (done!.Result!.Outcome, done.Result.Epoch));
        Assert.Equal(4, (await again.Bridge.ListTestsAsync(new TestQuery { Prefix = "d" })).Tests.Count);
        await again.ResultsAsync(5);
        Assert.Equal(4, await again.CountAsync("SELECT count(DISTINCT grain_id) FROM bridge.quarantine WHERE state_name = 'test'"));
        Assert.Equal(0, await again.CountAsync("SELECT count(*) FROM bridge.tests WHERE damaged"));
    }

    [Fact]
    public async Task A_row_that_is_damaged_under_a_live_ledger_is_written_again_and_its_run_goes_on()
    {
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync());
        await cluster.RegisterAsync("w1");
        await cluster.Bridge.SubmitTestAsync(Test("live") with { Labels = new Dictionary<string, string> { [NoOpEngine.DelayLabel] = "12000" } });
        await foreach (var state in cluster.Bridge.WatchTestAsync("live"))
        {
            if (state.Status == TestStatus.Running)
            {
                break;
            }
        }

        await DamageAsync(cluster, "test/live", """{"status": "nonsense"}""");
        await Eventually.HoldsAsync(async () => await cluster.CountAsync("SELECT count(*) FROM bridge.tests WHERE damaged") == 0);
        Assert.Equal(1, await cluster.CountAsync("SELECT count(*) FROM bridge.assignments"));
        var ended = await cluster.Bridge.WaitForTestAsync("live");
        Assert.Equal((Outcome.Simulated, 1L), (ended.Result!.Outcome, ended.Result.Epoch));
    }

    [Fact]
    public async Task A_worker_whose_row_was_damaged_registers_anew_and_takes_tests_again()
    {
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync());
        await cluster.RegisterAsync("w1");
        await cluster.RunAsync(Test("before"));
        await DamageAsync(cluster, "worker/w1", """{"status": "nonsense"}""");
        // Where the ledger is active is nobody's business; this one is made to be loaded again.
        await ExecuteAsync(cluster, "UPDATE orleans.transactional_state SET fence = fence + 1 WHERE grain_id = 'bridge.worker/w1'");
        await cluster.RunAsync(Test("after"));
        Assert.Equal(1, await cluster.CountAsync("SELECT count(*) FROM bridge.quarantine WHERE grain_id = 'bridge.worker/w1'"));
        Assert.Equal(0, await cluster.CountAsync("SELECT coalesce(sum(reserved), 0) FROM bridge.workers"));
        Assert.Equal(1, await cluster.CountAsync("SELECT count(*) FROM bridge.workers WHERE worker = 'w1' AND NOT damaged AND generation > 1000 AND capacity = 9"));
    }

    private static TestRequirements Test(string id) => new() { TestId = id, ModelId = "m" };

    private static Task DamageAsync(BridgeCluster cluster, string grain, string state) =>
        ExecuteAsync(cluster, $"UPDATE orleans.transactional_state SET state = '{state}' WHERE grain_id = 'bridge.{grain}'");

    private static async Task ExecuteAsync(BridgeCluster cluster, string sql)
    {
        await using var command = cluster.Database.CreateCommand(sql);
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    private static Task EventsAsync(BridgeCluster cluster, long expected) =>
        Eventually.HoldsAsync(async () => await cluster.CountAsync("SELECT count(*) FROM bridge.events") >= expected);
}
