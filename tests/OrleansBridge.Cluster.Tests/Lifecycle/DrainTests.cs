using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Results;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Cluster.Tests.Lifecycle;

[Collection(ClusterTests.Name)]
public sealed class DrainTests(DatabasesFixture databases)
{
    [Fact]
    public async Task A_drained_worker_finishes_what_runs_gives_away_what_waits_and_is_gone()
    {
        var engine = new HeldEngine();
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), engine: _ => engine);
        await cluster.RegisterAsync("w1");
        await cluster.Bridge.SubmitTestAsync(new() { TestId = "run/a", ModelId = "m" });
        await cluster.Bridge.SubmitTestAsync(new() { TestId = "wait/b", ModelId = "m" });
        await engine.StartedAsync("run/a");
        await engine.CameAsync("wait/b");
        await cluster.RegisterAsync("w2");

        Assert.True(await cluster.Bridge.UnregisterWorkerAsync("w1"));
        await engine.CameAsync("wait/b", times: 2);
        Assert.Equal([("wait/b", "w1"), ("wait/b", "w2")], engine.Runs.Where(r => r.Requirements.TestId == "wait/b").Select(r => (r.Requirements.TestId, r.Worker)));
        Assert.Equal(["wait/b"], engine.Stopped);

        engine.Finish("run/a");
        engine.Finish("wait/b");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var a = (await cluster.Bridge.WaitForTestAsync("run/a", limit.Token)).Result!;
        var b = (await cluster.Bridge.WaitForTestAsync("wait/b", limit.Token)).Result!;
        Assert.Equal((Outcome.Passed, "w1", 1L, 1), (a.Outcome, a.Worker, a.Epoch, a.Attempts));
        Assert.Equal((Outcome.Passed, "w2", 2L, 1), (b.Outcome, b.Worker, b.Epoch, b.Attempts));
        await Eventually.HoldsAsync(async () => (await cluster.Bridge.GetWorkersAsync()).All(w => w.Descriptor.WorkerId != "w1"));
        await cluster.RegisterAsync("w1");
        Assert.Equal(1, await cluster.CountAsync("SELECT count(*) FROM bridge.workers WHERE worker = 'w1' AND NOT draining AND reserved = 0"));
    }
}
