using Npgsql;
using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Grains;
using OrleansBridge.Postgres;
using OrleansBridge.Results;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Cluster.Tests.Lifecycle;

[Collection(ClusterTests.Name)]
public sealed class HistoryTests(DatabasesFixture databases)
{
    [Fact]
    public async Task History_that_a_lost_silo_left_behind_is_appended_while_others_run()
    {
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), silos: 2);
        await cluster.RegisterAsync("w1");
        for (var i = 0; i < 4; i++)
        {
            await cluster.RunAsync(new() { TestId = $"t/{i}", ModelId = "m" });
        }

        await cluster.ResultsAsync(4);
        await Eventually.HoldsAsync(async () => await cluster.CountAsync("SELECT count(*) FROM bridge.events") == 12);
        await ExecuteAsync(cluster.Database, "DELETE FROM bridge.results; DELETE FROM bridge.events WHERE kind <> 'assigned'");
        await cluster.Silos.KillSiloAsync(cluster.Silos.Silos[1]);
        await Eventually.HoldsAsync(async () => await cluster.CountAsync("SELECT (SELECT count(*) FROM bridge.events) + (SELECT count(*) FROM bridge.results)") == 16);
        Assert.Equal(4, await cluster.CountAsync("SELECT count(*) FROM bridge.events WHERE data->'requirements'->>'model_id' = 'm'"));
    }

    [Fact]
    public async Task A_forgotten_test_takes_no_late_result_and_its_id_starts_anew()
    {
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync());
        await cluster.RegisterAsync("w1");
        var done = await cluster.RunAsync(new() { TestId = "t", ModelId = "m", ConcurrencyKey = "k" });
        await cluster.ResultsAsync(1);
        var finished = new FinishedTests(cluster.Database);
        await Eventually.HoldsAsync(async () => await finished.ForgetAsync(DateTimeOffset.UtcNow.AddHours(1), 10, CancellationToken.None) > 0);

        // The activation still has the ledger in memory: its store must fail, not bring the test back. An agent repeats.
        var reply = await ReportAsync(cluster.Grains.GetGrain<ITestGrain>("t"), done.Result!);
        Assert.False(reply.Accepted);
        Assert.Equal(0, await cluster.CountAsync("SELECT count(*) FROM bridge.tests"));
        Assert.Equal(0, await cluster.CountAsync("SELECT (SELECT count(*) FROM bridge.events) + (SELECT count(*) FROM bridge.results)"));

        var anew = await cluster.RunAsync(new() { TestId = "t", ModelId = "other" });
        Assert.Equal(("other", Outcome.Simulated, 1L), (anew.Result!.ModelId, anew.Result.Outcome, anew.Result.Epoch));
        await cluster.ResultsAsync(1);
    }

    private static async Task<CompleteReply> ReportAsync(ITestGrain test, TestResult result)
    {
        CompleteReply? reply = null;
        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                reply = await test.CompleteAsync(new(result.TestId, result.Epoch, 0), result);
                return true;
            }
            catch (NotCommittedException)
            {
                return false;
            }
        });
        return reply!;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
