using Npgsql;

namespace OrleansBridge.Postgres;

/// <summary>Brings a database to the schema that this version of the bridge expects, the numbered files in <c>sql/</c>, or checks that it has it.</summary>
public static class Migrations
{
    // Any number, the same for all bridges: two that start at once apply one after the other.
    private const long LockKey = 0x0B1D6E;

    /// <summary>Applies what is missing, in order, all in one transaction.</summary>
    /// <exception cref="PostgresSetupException">The schema is newer than this version, damaged, or may not be changed.</exception>
    public static async Task ApplyAsync(NpgsqlDataSource source, CancellationToken cancellation = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})", cancellation);
            var applied = await AppliedAsync(connection, cancellation);
            SchemaCheck.RefuseNewer(connection, applied);
            foreach (var migration in Migration.Known.Where(m => !applied.Contains(m.Version)))
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

        await SchemaCheck.RefuseDamagedAsync(connection, cancellation);
    }

    /// <summary>Makes sure that the schema is this version's and whole, and changes nothing.</summary>
    /// <exception cref="PostgresSetupException">It is missing, old, newer than this version, or damaged; the message says what to do.</exception>
    public static async Task CheckAsync(NpgsqlDataSource source, CancellationToken cancellation = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        try
        {
            var applied = await AppliedAsync(connection, cancellation);
            SchemaCheck.RefuseNewer(connection, applied);
            SchemaCheck.RefuseOlder(connection, applied);
            await SchemaCheck.RefuseDamagedAsync(connection, cancellation);
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new PostgresSetupException(
                $"Database {connection.Database}: this user may not use the bridge's tables ({error.MessageText}).",
                "have their owner grant it, or give the owner's name in ConnectionStrings__Bridge: GRANT USAGE ON SCHEMA bridge, orleans, and ALL on their tables.", error);
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

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
