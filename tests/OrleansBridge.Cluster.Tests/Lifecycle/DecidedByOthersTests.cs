using Microsoft.Extensions.DependencyInjection;
using Orleans.Transactions;
using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Cluster.Tests.Lifecycle;

[Collection(ClusterTests.Name)]
public sealed class DecidedByOthersTests(DatabasesFixture databases)
{
    [Fact]
    public async Task A_tests_steps_are_managed_by_its_worker_so_that_its_tests_need_not_queue_for_it()
    {
        var database = await databases.SourceAsync();
        await using (var keep = database.CreateCommand("""
            CREATE TABLE prepared (state_name text, manager_name text);
            CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN INSERT INTO prepared VALUES (NEW.state_name, NEW.manager_name); RETURN NULL; END $$;
            CREATE TRIGGER keep AFTER INSERT ON orleans.transactional_state_pending FOR EACH ROW EXECUTE FUNCTION keep()
            """))
        {
            await keep.ExecuteNonQueryAsync();
        }

        await using var cluster = await BridgeCluster.StartAsync(database);
        await cluster.RegisterAsync("w1");
        await cluster.RunAsync(new TestRequirements { TestId = "t", ModelId = "m" });
        Assert.Equal(2, await cluster.CountAsync("SELECT count(*) FROM prepared WHERE state_name = 'test' AND manager_name = 'worker'"));
        Assert.Equal(2, await cluster.CountAsync("SELECT count(*) FROM prepared"));
    }

    [Fact]
    public async Task A_failed_step_of_its_own_or_of_others_ends_it()
    {
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync());
        var client = cluster.Silos.GetSiloServiceProvider(cluster.Silos.Silos[0].SiloAddress).GetRequiredService<ITransactionClient>();
        var (own, limit) = (new InvalidOperationException("own"), TimeSpan.FromSeconds(10));
        var reached = false;
        var failed = await Assert.ThrowsAsync<OrleansTransactionAbortedException>(() => client.RunDecidedByOthers<int>(() => throw own, _ => Task.FromResult(reached = true)).WaitAsync(limit));
        Assert.Equal("own", failed.InnerException?.Message);
        Assert.False(reached);

        failed = await Assert.ThrowsAsync<OrleansTransactionAbortedException>(
            () => client.RunDecidedByOthers(() => Task.FromResult(1), _ => throw new InvalidOperationException("others")).WaitAsync(limit));
        Assert.Equal("others", failed.InnerException?.Message);
    }
}
