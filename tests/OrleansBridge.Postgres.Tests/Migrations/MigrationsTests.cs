using System.Diagnostics;
using Npgsql;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Postgres.Tests;

[Collection(WithDatabases.Name)]
public sealed class MigrationsTests(DatabasesFixture databases)
{
    [Fact]
    public async Task Applying_twice_changes_nothing()
    {
        await using var source = await BridgeDatabase.OpenAsync(await databases.EmptyAsync());
        await Migrations.ApplyAsync(source);
        var first = await VersionsAsync(source);
        await Migrations.ApplyAsync(source);
        Assert.Equal(first, await VersionsAsync(source));
        Assert.Equal(Migration.Known.Select(m => m.Version), first);
    }

    [Fact]
    public async Task Bridges_that_start_at_once_agree()
    {
        await using var source = await BridgeDatabase.OpenAsync(await databases.EmptyAsync());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Migrations.ApplyAsync(source)));
        Assert.Equal(Migration.Known.Count, (await VersionsAsync(source)).Count);
    }

    [Fact]
    public async Task Files_can_be_applied_again_by_hand_with_psql()
    {
        var database = await databases.EmptyAsync();
        var settings = new NpgsqlConnectionStringBuilder(database);
        for (var round = 0; round < 2; round++)
        {
            foreach (var migration in Migration.Known)
            {
                var start = new ProcessStartInfo("psql", ["-h", settings.Host!, "-U", settings.Username!, "-d", settings.Database!, "-v", "ON_ERROR_STOP=1", "-1q"])
                {
                    RedirectStandardInput = true,
                    RedirectStandardError = true,
                };
                using var psql = Process.Start(start)!;
                await psql.StandardInput.WriteAsync(migration.Sql);
                psql.StandardInput.Close();
                var error = await psql.StandardError.ReadToEndAsync();
                await psql.WaitForExitAsync();
                Assert.True(psql.ExitCode == 0, error);
            }
        }

        await using var source = await BridgeDatabase.OpenAsync(database);
        Assert.Equal(Migration.Known.Select(m => m.Version), await VersionsAsync(source));
        await Migrations.ApplyAsync(source);
    }

    [Fact]
    public async Task A_schema_of_a_newer_bridge_is_refused_naming_both_versions()
    {
        await using var source = await BridgeDatabase.OpenAsync(await databases.EmptyAsync());
        await Migrations.ApplyAsync(source);
        await ExecuteAsync(source, "INSERT INTO bridge.schema_version VALUES (999, 'later')");
        var refused = await Assert.ThrowsAsync<PostgresSetupException>(() => Migrations.ApplyAsync(source));
        Assert.Contains("schema version 999", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_table_is_reported_and_not_made_anew()
    {
        await using var source = await BridgeDatabase.OpenAsync(await databases.EmptyAsync());
        await Migrations.ApplyAsync(source);
        await ExecuteAsync(source, "DROP TABLE orleans.transactional_state CASCADE");
        var refused = await Assert.ThrowsAsync<PostgresSetupException>(() => Migrations.ApplyAsync(source));
        Assert.Contains("orleans.transactional_state", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_statement_of_Orleans_is_reported_with_the_file_that_restores_it()
    {
        await using var source = await BridgeDatabase.OpenAsync(await databases.EmptyAsync());
        await Migrations.ApplyAsync(source);
        await ExecuteAsync(source, "DELETE FROM orleans.orleansquery WHERE querykey = 'GatewaysQueryKey'");
        var refused = await Assert.ThrowsAsync<PostgresSetupException>(() => Migrations.ApplyAsync(source));
        Assert.Contains("GatewaysQueryKey", refused.Message, StringComparison.Ordinal);
        Assert.Contains("sql/005_orleans.sql", refused.Fix, StringComparison.Ordinal);
        await ExecuteAsync(source, Migration.Known.Single(m => m.Name == "orleans").Sql);
        await Migrations.ApplyAsync(source);
    }

    private static async Task<List<int>> VersionsAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT version FROM bridge.schema_version ORDER BY version");
        await using var rows = await command.ExecuteReaderAsync();
        var versions = new List<int>();
        while (await rows.ReadAsync())
        {
            versions.Add(rows.GetInt32(0));
        }

        return versions;
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
