using Npgsql;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Benching;

/// <summary>Databases of a bench's own.</summary>
internal static class BenchDatabase
{
    /// <summary>An empty database of that name, with the schema.</summary>
    /// <returns>How to reach it.</returns>
    internal static async Task<string> CreateAsync(PrivateServer server, string name, CancellationToken cancellation)
    {
        await using (var admin = NpgsqlDataSource.Create(server.ConnectionString))
        {
            foreach (var statement in new[] { $"DROP DATABASE IF EXISTS {name} WITH (FORCE)", $"CREATE DATABASE {name}" })
            {
                await using var command = admin.CreateCommand(statement);
                await command.ExecuteNonQueryAsync(cancellation);
            }
        }

        var settings = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name };
        await using var source = await BridgeDatabase.OpenAsync(settings.ConnectionString, cancellation);
        await Migrations.ApplyAsync(source, cancellation);
        return settings.ConnectionString;
    }
}
