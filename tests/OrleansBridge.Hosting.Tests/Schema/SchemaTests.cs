using OrleansBridge.Hosting.Tests.Harness;
using OrleansBridge.Postgres;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Hosting.Tests.Schema;

/// <summary>A silo's start on a database that is not as it should be.</summary>
[Collection(WithDatabases.Name)]
public sealed class SchemaTests(DatabasesFixture databases)
{
    [Fact]
    public async Task On_an_empty_database_it_says_how_to_apply_the_schema()
    {
        var refused = await RefusedAsync(await databases.EmptyAsync());
        Assert.Contains("has not the bridge's schema", refused.Problem, StringComparison.Ordinal);
        Assert.Contains("psql -1 -f FILE", refused.Fix, StringComparison.Ordinal);
        Assert.Contains("OrleansBridge:ApplySchema=true", refused.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM bridge.schema_version WHERE version = 6", "old schema: it lacks sql/006_first_store_fence.sql", "psql -1 -f FILE")]
    [InlineData("INSERT INTO bridge.schema_version VALUES (999, 'later')", "schema version 999", "newer bridge")]
    [InlineData("DROP TABLE bridge.events", "bridge.events should be there", "backup")]
    [InlineData("ALTER TABLE bridge.results DROP COLUMN worker", "bridge.results.worker should be there", "backup")]
    [InlineData("DROP TRIGGER bridge_test_new ON orleans.transactional_state", "orleans.transactional_state.bridge_test_new should be there", "sql/ again in order")]
    [InlineData("DROP INDEX bridge.test_index_open", "bridge.test_index_open should be there", "sql/ again in order")]
    [InlineData("DELETE FROM orleans.orleansquery WHERE querykey = 'GatewaysQueryKey'", "lacks GatewaysQueryKey", "psql -1 -f sql/005_orleans.sql")]
    [InlineData("UPDATE orleans.orleansquery SET querytext = 'SELECT 1' WHERE querykey = 'ReadRangeRows1Key'", "ReadRangeRows1Key is not the statement", "psql -1 -f sql/005_orleans.sql")]
    public async Task On_an_old_a_newer_or_a_damaged_schema_it_says_what_is_wrong_and_what_to_do(string damage, string problem, string fix)
    {
        var database = await databases.CreateAsync();
        await Damage.DoAsync(database, damage);
        var refused = await RefusedAsync(database);
        Assert.Contains(problem, refused.Problem, StringComparison.Ordinal);
        Assert.Contains(fix, refused.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_database_that_acknowledges_before_the_disk_it_is_refused()
    {
        var database = await databases.CreateAsync();
        var refused = await RefusedAsync(database + ";Options=-c synchronous_commit=off");
        Assert.Contains("synchronous_commit = off", refused.Problem, StringComparison.Ordinal);
    }

    private static async Task<PostgresSetupException> RefusedAsync(string connectionString)
    {
        using var host = BridgeApplication.Silo(BridgeApplication.Configuration(connectionString + ";Pooling=false").OnLoopback());
        return await Assert.ThrowsAsync<PostgresSetupException>(() => host.StartAsync());
    }
}
