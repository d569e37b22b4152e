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
        var connection = await ExecuteAsync(server, name, [$"DROP DATABASE IF EXISTS {name} WITH (FORCE)", $"CREATE DATABASE {name}"], cancellation);
        await using var source = await BridgeDatabase.OpenAsync(connection, cancellation);
        await Migrations.ApplyAsync(source, cancellation);
        return connection;
    }

    /// <summary>A copy of one that nobody uses any more, with the schema as it is now.</summary>
    /// <returns>How to reach it.</returns>
    internal static async Task<string> CopyAsync(PrivateServer server, string from, string name, CancellationToken cancellation)
    {
        // Pools keep connections of a silo that has stopped, and a database with connections cannot be copied.
        var unused = $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{from}'";
        var connection = await ExecuteAsync(server, name, [$"DROP DATABASE IF EXISTS {name} WITH (FORCE)", unused, $"CREATE DATABASE {name} TEMPLATE {from}"], cancellation);
        await using var source = await BridgeDatabase.OpenAsync(connection, cancellation);
        await Migrations.ApplyAsync(source, cancellation);
        return connection;
    }

    /// <summary>Notes something of a database, for a later run.</summary>
    internal static Task NoteAsync(PrivateServer server, string name, string note, CancellationToken cancellation) =>
        ExecuteAsync(server, name, [$"COMMENT ON DATABASE {name} IS '{note.Replace("'", "''")}'"], cancellation);

    /// <summary>What was noted of a database; null: nothing, or there is none.</summary>
    internal static async Task<string?> NotedAsync(PrivateServer server, string name, CancellationToken cancellation)
    {
        await using var admin = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = admin.CreateCommand("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = $1");
        command.Parameters.Add(new() { Value = name });
        return await command.ExecuteScalarAsync(cancellation) as string;
    }

    private static async Task<string> ExecuteAsync(PrivateServer server, string name, IReadOnlyList<string> statements, CancellationToken cancellation)
    {
        await using var admin = NpgsqlDataSource.Create(server.ConnectionString);
        foreach (var statement in statements)
        {
            await using var command = admin.CreateCommand(statement);
            await command.ExecuteNonQueryAsync(cancellation);
        }

        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;
    }
}
