using Npgsql;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Postgres.Tests;

[Collection(WithDatabases.Name)]
public sealed class BridgeDatabaseTests(DatabasesFixture databases)
{
    [Fact]
    public async Task A_durable_server_is_opened()
    {
        await using var source = await BridgeDatabase.OpenAsync(await databases.EmptyAsync());
        await using var command = source.CreateCommand("SELECT 1");
        Assert.Equal(1, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task What_the_connection_string_says_is_kept()
    {
        await using var source = await BridgeDatabase.OpenAsync(await databases.EmptyAsync() + ";MaxPoolSize=7;Max Auto Prepare=3");
        var settings = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        Assert.Equal((7, 3, 2), (settings.MaxPoolSize, settings.MaxAutoPrepare, settings.AutoPrepareMinUsages));
    }

    [Theory]
    [InlineData("off")]
    [InlineData("local")]
    public async Task A_database_that_acknowledges_before_the_disk_is_refused(string value)
    {
        var database = await databases.EmptyAsync();
        var name = new NpgsqlConnectionStringBuilder(database).Database;
        await using (var source = NpgsqlDataSource.Create(database))
        {
            await using var set = source.CreateCommand($"ALTER DATABASE {name} SET synchronous_commit = {value}");
            await set.ExecuteNonQueryAsync();
        }

        var refused = await Assert.ThrowsAsync<PostgresSetupException>(() => BridgeDatabase.OpenAsync(database + ";Pooling=false"));
        Assert.Contains($"synchronous_commit = {value}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_standby_or_read_only_database_is_refused()
    {
        var refused = await Assert.ThrowsAsync<PostgresSetupException>(async () =>
            await BridgeDatabase.OpenAsync(await databases.EmptyAsync() + ";Options=-c default_transaction_read_only=on"));
        Assert.Contains("read-only", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=a;Database=b", "127.0.0.1:1/b cannot be used")]
    [InlineData("Hots=x", "not understood")]
    [InlineData("Username=a", "names no host")]
    public async Task A_connection_string_that_leads_nowhere_is_refused_with_the_reason(string connectionString, string reason)
    {
        var refused = await Assert.ThrowsAsync<PostgresSetupException>(() => BridgeDatabase.OpenAsync(connectionString));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_database_is_refused_with_the_command_that_makes_it()
    {
        var missing = new NpgsqlConnectionStringBuilder(await databases.EmptyAsync()) { Database = "nobodys" };
        var refused = await Assert.ThrowsAsync<PostgresSetupException>(() => BridgeDatabase.OpenAsync(missing.ConnectionString));
        Assert.Contains("createdb nobodys", refused.Fix, StringComparison.Ordinal);
    }
}
