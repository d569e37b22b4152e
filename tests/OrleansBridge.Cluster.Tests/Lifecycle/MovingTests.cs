using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Postgres;
using OrleansBridge.Results;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Cluster.Tests.Lifecycle;

[Collection(ClusterTests.Name)]
public sealed class MovingTests(DatabasesFixture databases)
{
    [Fact]
    public async Task A_test_that_waits_at_a_busy_worker_moves_to_an_idle_one_and_one_that_runs_stays()
    {
        var engine = new HeldEngine();
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), engine: _ => engine);
        await cluster.RegisterAsync("w1", maxBrowsers: 1);
        await cluster.Bridge.SubmitTestAsync(new() { TestId = "run/a", ModelId = "m", ConcurrencyKey = "a" });
        await engine.StartedAsync("run/a");
        await cluster.Bridge.SubmitTestAsync(new() { TestId = "wait/b", ModelId = "m", ConcurrencyKey = "b" });
        await engine.CameAsync("wait/b");
        await cluster.RegisterAsync("w2", maxBrowsers: 1);

        await engine.CameAsync("wait/b", times: 2);
        Assert.Equal(("wait/b", "w2", 2L), engine.Runs.Select(r => (r.Requirements.TestId, r.Worker, r.Epoch)).Last());
        Assert.Equal(["wait/b"], engine.Stopped);
        Assert.Equal(1, await cluster.CountAsync("SELECT count(*) FROM bridge.workers WHERE worker = 'w1' AND reserved = 1"));
        Assert.Equal(1, await cluster.CountAsync("SELECT count(*) FROM bridge.workers WHERE worker = 'w2' AND reserved = 1"));

        engine.Finish("wait/b");
        engine.Finish("run/a");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var a = (await cluster.Bridge.WaitForTestAsync("run/a", limit.Token)).Result!;
        var b = (await cluster.Bridge.WaitForTestAsync("wait/b", limit.Token)).Result!;
        Assert.Equal((Outcome.Passed, "w1", 1L, 1), (a.Outcome, a.Worker, a.Epoch, a.Attempts));
        Assert.Equal((Outcome.Passed, "w2", 2L, 1), (b.Outcome, b.Worker, b.Epoch, b.Attempts));
        Assert.Contains("moved from w1", b.Placement!.Note, StringComparison.Ordinal);

        var audit = new LedgerAudit(cluster.Database);
        foreach (var question in new[] { LedgerAudit.Takeovers, LedgerAudit.SlotErrors, LedgerAudit.DoubleOwners, LedgerAudit.KeyErrors })
        {
            Assert.Empty(await audit.AskAsync(question));
        }
    }
}
