using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Postgres;
using OrleansBridge.Results;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Cluster.Tests.Lifecycle;

[Collection(ClusterTests.Name)]
public sealed class ConcurrencyKeyTests(DatabasesFixture databases)
{
    [Fact]
    public async Task A_key_survives_a_restart_with_its_owner_and_is_free_when_its_tests_have_ended()
    {
        var database = await databases.SourceAsync();
        var before = new HeldEngine();
        var cluster = await BridgeCluster.StartAsync(database, engine: _ => before);
        await cluster.RegisterAsync("w1");
        await cluster.Bridge.SubmitTestAsync(new() { TestId = "run/owner", ModelId = "m", ConcurrencyKey = "k" });
        await before.StartedAsync("run/owner");
        foreach (var silo in cluster.Silos.Silos.ToList())
        {
            await cluster.Silos.KillSiloAsync(silo);
        }

        var after = new HeldEngine();
        await using var again = await BridgeCluster.StartAsync(database, engine: _ => after);
        await again.RegisterAsync("w2");
        string[] others = ["b", "c", "d"];
        foreach (var id in others)
        {
            await again.Bridge.SubmitTestAsync(new() { TestId = id, ModelId = "m", ConcurrencyKey = "k" });
        }

        // The owner's assignment stands until its worker counts as lost: nobody else runs before.
        await after.AnyCameAsync();
        var owner = (await again.Bridge.GetTestAsync("run/owner"))!;
        Assert.NotEqual(("w1", 1L), (owner.Worker, owner.Epoch));
        after.Finish("run/owner");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        foreach (var id in others.Append("run/owner"))
        {
            Assert.Equal(Outcome.Passed, (await again.Bridge.WaitForTestAsync(id, limit.Token)).Result!.Outcome);
        }

        Assert.Equal(1, after.MostAtOnce);
        Assert.Empty(await new LedgerAudit(database).AskAsync(LedgerAudit.KeyErrors));
        Assert.Equal(0, await again.CountAsync("SELECT count(*) FROM bridge.states WHERE state_name = 'key' AND state->>'owner' IS NOT NULL"));
    }
}
