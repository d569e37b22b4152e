using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Grains.Executors;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Cluster.Tests.Lifecycle;

[Collection(ClusterTests.Name)]
public sealed class SiloLossTests(DatabasesFixture databases)
{
    [Fact]
    public async Task Tests_of_a_killed_silo_run_elsewhere_once()
    {
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), silos: 2);
        await cluster.RegisterAsync("w1");
        await cluster.RegisterAsync("w2");
        var tests = Enumerable.Range(0, 12).Select(i => new TestRequirements
        {
            TestId = $"t/{i}",
            ModelId = "m",
            Labels = new Dictionary<string, string> { [NoOpEngine.DelayLabel] = "3000" },
        }).ToList();
        await cluster.Bridge.SubmitTestsAsync(tests);
        await cluster.Silos.KillSiloAsync(cluster.Silos.Silos[1]);

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var done = await Task.WhenAll(tests.Select(t => cluster.Bridge.WaitForTestAsync(t.TestId!, limit.Token)));
        Assert.All(done, d => Assert.Equal(Outcome.Simulated, d.Result!.Outcome));
        await cluster.ResultsAsync(12);
        Assert.Equal(0, await cluster.CountAsync("select coalesce(sum(reserved), 0) from bridge.workers"));
    }

    [Fact]
    public async Task Tests_that_were_acknowledged_before_everything_stopped_run_after_it()
    {
        var database = await databases.SourceAsync();
        var cluster = await BridgeCluster.StartAsync(database);
        var reply = await cluster.Bridge.SubmitTestAsync(new TestRequirements { TestId = "kept", ModelId = "m" });
        Assert.Equal(SubmitStatus.Accepted, reply.Status);
        foreach (var silo in cluster.Silos.Silos.ToList())
        {
            await cluster.Silos.KillSiloAsync(silo);
        }

        await using var again = await BridgeCluster.StartAsync(database);
        await again.RegisterAsync("w1");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        Assert.Equal(Outcome.Simulated, (await again.Bridge.WaitForTestAsync("kept", limit.Token)).Result!.Outcome);
    }
}
