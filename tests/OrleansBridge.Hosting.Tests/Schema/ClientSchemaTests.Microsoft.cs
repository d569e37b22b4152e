using OrleansBridge.Client;
using OrleansBridge.Hosting.Tests.Harness;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Hosting.Tests.Schema;

/// <summary>A client's start on a database that is not as it should be.</summary>
[Collection(WithDatabases.Name)]
public sealed class ClientSchemaTests(DatabasesFixture databases)
{
    [Fact]
    public async Task On_an_empty_database_it_waits_for_a_silo_and_then_says_how_to_apply_the_schema()
    {
        var refused = await RefusedAsync(await databases.EmptyAsync());
        Assert.Contains("has not the tables of Orleans", refused.Message, StringComparison.Ordinal);
        Assert.Contains("psql -1 -f FILE", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Waited", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM orleans.orleansquery WHERE querykey = 'GatewaysQueryKey'", "GatewaysQueryKey", "sql/005_orleans.sql")]
    [InlineData("ALTER TABLE orleans.orleansmembershiptable DROP COLUMN proxyport", "proxyport", "backup")]
    public async Task On_a_damaged_one_it_says_what_is_wrong_and_what_to_do(string damage, string problem, string fix)
    {
        var database = await databases.CreateAsync();
        await Damage.DoAsync(database, damage);
        var refused = await RefusedAsync(database);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
        Assert.Contains(fix, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Waited", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_silo_runs_it_says_so()
    {
        var refused = await RefusedAsync(await databases.CreateAsync());
        Assert.Contains("No silo of cluster 'orleansbridge' answers", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<OrleansBridgeConnectionException> RefusedAsync(string connectionString)
    {
        var configuration = BridgeApplication.Configuration(connectionString);
        configuration["OrleansBridge:ConnectTimeout"] = "00:00:01";
        using var client = BridgeApplication.Client(configuration);
        return await Assert.ThrowsAsync<OrleansBridgeConnectionException>(() => client.StartAsync());
    }
}
