using System.Globalization;
using Npgsql;

namespace OrleansBridge.Postgres;

/// <summary>Compares a database with what the files of <c>sql/</c> make, and says what to do where it differs.</summary>
internal static class SchemaCheck
{
    private const string Apply = "apply the files of sql/ in order (psql -1 -f FILE each; those that were applied change nothing), or let it be done by ./bridge up with ConnectionStrings__Bridge set or by a silo with OrleansBridge:ApplySchema=true.";

    /// <exception cref="PostgresSetupException">It is newer than this version.</exception>
    public static void RefuseNewer(NpgsqlConnection connection, HashSet<int> applied)
    {
        var newest = Migration.Known[^1].Version;
        if (applied.Count > 0 && applied.Max() is var found && found > newest)
        {
            throw new PostgresSetupException(
                $"Database {connection.Database} has schema version {Text(found)}; this bridge knows {Text(newest)} at most.",
                "run the newer bridge that made it, or use another database or data folder.");
        }
    }

    /// <exception cref="PostgresSetupException">A file was not applied.</exception>
    public static void RefuseOlder(NpgsqlConnection connection, HashSet<int> applied)
    {
        if (applied.Count == 0)
        {
            throw new PostgresSetupException($"Database {connection.Database} has not the bridge's schema.", Apply);
        }

        var missing = Migration.Known.Where(m => !applied.Contains(m.Version)).ToList();
        if (missing.Count > 0)
        {
            throw new PostgresSetupException(
                $"Database {connection.Database} has an old schema: it lacks {string.Join(", ", missing.Select(m => m.File))}.", Apply);
        }
    }

    /// <summary>What a recorded file made and what is gone was lost: to make it anew would hide that.</summary>
    /// <exception cref="PostgresSetupException">Something is gone or changed.</exception>
    public static async Task RefuseDamagedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var expected = ExpectedSchema.Known;
        var lost = await MissingAsync(connection, "SELECT n FROM unnest($1::text[]) n WHERE to_regclass(n) IS NULL", expected.Tables, cancellation);
        if (lost.Count == 0)
        {
            // Of a table that is gone only the table is named.
            lost = await MissingAsync(
                connection,
                "SELECT n FROM unnest($1::text[]) n WHERE n NOT IN (SELECT concat_ws('.', table_schema, table_name, column_name) FROM information_schema.columns)",
                expected.Columns,
                cancellation);
        }

        if (lost.Count > 0)
        {
            throw new PostgresSetupException(
                $"Database {connection.Database} is damaged: {Names(lost)} should be there and is not.",
                "restore it from a backup; or, to give up its content, drop the schemas bridge and orleans and start again.");
        }

        List<string> derived =
        [
            .. await MissingAsync(connection, "SELECT n FROM unnest($1::text[]) n WHERE to_regclass(n) IS NULL", [.. expected.Views, .. expected.Indexes], cancellation),
            .. await MissingAsync(connection, "SELECT n FROM unnest($1::text[]) n WHERE to_regproc(n) IS NULL", expected.Functions, cancellation),
            .. await MissingAsync(connection, "SELECT n FROM unnest($1::text[]) n WHERE n NOT IN (SELECT concat_ws('.', event_object_schema, event_object_table, trigger_name) FROM information_schema.triggers)", expected.Triggers, cancellation),
        ];
        if (derived.Count > 0)
        {
            throw new PostgresSetupException(
                $"Database {connection.Database} is damaged: {Names(derived)} should be there and is not.",
                "apply the files of sql/ again in order, which keeps what is stored: psql -1 -f FILE each.");
        }

        await RefuseQueriesAsync(connection, expected.Queries, cancellation);
    }

    private static async Task RefuseQueriesAsync(NpgsqlConnection connection, IReadOnlyDictionary<string, string> expected, CancellationToken cancellation)
    {
        const string Repair = "apply that file again, which keeps everything else: psql -1 -f sql/005_orleans.sql.";
        var found = new Dictionary<string, string>();
        await using (var command = new NpgsqlCommand("SELECT querykey, querytext FROM orleans.orleansquery", connection))
        {
            await using var rows = await command.ExecuteReaderAsync(cancellation);
            while (await rows.ReadAsync(cancellation))
            {
                found[rows.GetString(0)] = rows.GetString(1);
            }
        }

        if (expected.Keys.Where(key => !found.ContainsKey(key)).ToList() is { Count: > 0 } gone)
        {
            throw new PostgresSetupException($"Database {connection.Database} is damaged: the table orleans.orleansquery lacks {Names(gone)}, and a silo cannot run without.", Repair);
        }

        if (expected.Where(query => found[query.Key] != query.Value).Select(query => query.Key).ToList() is { Count: > 0 } others)
        {
            throw new PostgresSetupException($"Database {connection.Database} is damaged: in the table orleans.orleansquery, {Names(others)} is not the statement of this version.", Repair);
        }
    }

    private static async Task<List<string>> MissingAsync(NpgsqlConnection connection, string sql, IReadOnlyList<string> names, CancellationToken cancellation)
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

    private static string Names(List<string> names) => string.Join(", ", names);

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);
}
