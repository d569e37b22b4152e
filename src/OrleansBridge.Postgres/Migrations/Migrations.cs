using System.Globalization;
using Npgsql;

namespace OrleansBridge.Postgres;

/// <summary>Brings a database to the schema that this version of the bridge expects: the numbered files in <c>sql/</c>.</summary>
public static class Migrations
{
    // Any number, the same for all bridges: two that start at once apply one after the other.
    private const long LockKey = 0x0B1D6E;

    /// <summary>Applies what is missing, in order, each file in one transaction.</summary>
    /// <exception cref="PostgresSetupException">The schema is newer than this version, damaged, or may not be changed.</exception>
    public static async Task ApplyAsync(NpgsqlDataSource source, CancellationToken cancellation = default)
    {
        var known = Migration.Known;
        await using var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})", cancellation);
            var applied = await AppliedAsync(connection, cancellation);
            Refuse(connection, applied, known[^1]);
            foreach (var migration in known.Where(m => !applied.Contains(m.Version)))
            {
                await ExecuteAsync(connection, migration.Sql, cancellation);
            }

            await transaction.CommitAsync(cancellation);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new PostgresSetupException(
                $"Database {connection.Database}: the schema must be brought up to date, and this user may not ({error.MessageText}).",
                "have its owner apply the files in sql/ in order: psql -1 -f FILE, or grant CREATE on the database.", error);
        }

        await CheckAsync(connection, cancellation);
    }

    private static void Refuse(NpgsqlConnection connection, HashSet<int> applied, Migration newest)
    {
        if (applied.Count > 0 && applied.Max() is var found && found > newest.Version)
        {
            throw new PostgresSetupException(
                $"Database {connection.Database} has schema version {Text(found)}; this bridge knows {Text(newest.Version)} at most.",
                "run the newer bridge that made it, or use another database or data folder.");
        }
    }

    private static async Task<HashSet<int>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var applied = new HashSet<int>();
        await using var exists = new NpgsqlCommand("SELECT to_regclass('bridge.schema_version') IS NOT NULL", connection);
        if (!(bool)(await exists.ExecuteScalarAsync(cancellation))!)
        {
            return applied;
        }

        await using var command = new NpgsqlCommand("SELECT version FROM bridge.schema_version", connection);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            applied.Add(rows.GetInt32(0));
        }

        return applied;
    }

    // A table that a recorded file made and that is gone was lost: making it anew would hide that.
    private static async Task CheckAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var tables = await MissingAsync(connection, "SELECT n FROM unnest($1::text[]) n WHERE to_regclass(n) IS NULL", Migration.Known.SelectMany(m => m.Relations), cancellation);
        if (tables.Count > 0)
        {
            throw new PostgresSetupException(
                $"Database {connection.Database} is damaged: {string.Join(", ", tables)} should be there and is not.",
                "restore it from a backup; or, to give up its content, drop the schemas bridge and orleans and start again.");
        }

        var queries = await MissingAsync(
            connection,
            "SELECT n FROM unnest($1::text[]) n WHERE NOT EXISTS (SELECT FROM orleans.orleansquery WHERE querykey = n)",
            Migration.Known.SelectMany(m => m.QueryKeys),
            cancellation);
        if (queries.Count > 0)
        {
            throw new PostgresSetupException(
                $"Database {connection.Database} is damaged: the table orleans.orleansquery lacks {string.Join(", ", queries)}, and a silo cannot run without.",
                "apply that file again, which keeps everything else: psql -1 -f sql/005_orleans.sql.");
        }
    }

    private static async Task<List<string>> MissingAsync(NpgsqlConnection connection, string sql, IEnumerable<string> names, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = names.ToArray() } } };
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var missing = new List<string>();
        while (await rows.ReadAsync(cancellation))
        {
            missing.Add(rows.GetString(0));
        }

        return missing;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);
}
