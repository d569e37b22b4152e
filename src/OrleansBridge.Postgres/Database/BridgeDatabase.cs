using System.Globalization;
using Npgsql;

namespace OrleansBridge.Postgres;

/// <summary>Opens the bridge's database and makes sure that a commit there is durable.</summary>
public static class BridgeDatabase
{
    private const int OldestMajor = 14;

    /// <summary>Checks reachability, version and durability settings; the caller owns the data source.</summary>
    /// <exception cref="PostgresSetupException">The database cannot serve; the message says why and what to do.</exception>
    public static async Task<NpgsqlDataSource> OpenAsync(string connectionString, CancellationToken cancellation = default)
    {
        var source = Create(connectionString);
        try
        {
            await CheckAsync(source, cancellation);
            return source;
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>Checks reachability, version and durability settings.</summary>
    /// <exception cref="PostgresSetupException">The database cannot serve; the message says why and what to do.</exception>
    public static async Task CheckAsync(NpgsqlDataSource source, CancellationToken cancellation = default)
    {
        var settings = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        try
        {
            await CheckAsync(source, settings, cancellation);
        }
        catch (NpgsqlException refused)
        {
            throw Unreachable(settings, refused);
        }
    }

    /// <summary>What is wrong with a connection string, with the fix; null when it is understood.</summary>
    public static string? Problem(string connectionString)
    {
        try
        {
            _ = Parse(connectionString);
            return null;
        }
        catch (PostgresSetupException e)
        {
            return $"{e.Problem} To fix it, {e.Fix}";
        }
    }

    /// <summary>A data source with the settings that suit the bridge's statements, unchecked; the caller owns it.</summary>
    /// <exception cref="PostgresSetupException">The connection string is not understood.</exception>
    public static NpgsqlDataSource Create(string connectionString) => NpgsqlDataSource.Create(Parse(connectionString));

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            throw new PostgresSetupException(
                $"The connection string is not understood: {error.Message}",
                "write it as Host=db.example;Username=bridge;Password=...;Database=bridge.", error);
        }

        if (string.IsNullOrEmpty(settings.Host))
        {
            throw new PostgresSetupException(
                "The connection string names no host.", "write it as Host=db.example;Username=bridge;Password=...;Database=bridge.");
        }

        // Defaults for what the user left open: statements are few and repeated, sessions carry no state worth a reset. A silo is as
        // fast on ten connections as on forty (`bench cluster`), and a server that allows a hundred has room for more silos.
        Default(settings, "Application Name", "orleans-bridge");
        Default(settings, "Max Auto Prepare", 64);
        Default(settings, "Auto Prepare Min Usages", 2);
        Default(settings, "No Reset On Close", true);
        Default(settings, "Maximum Pool Size", 10);
        return settings;
    }

    private static void Default(NpgsqlConnectionStringBuilder settings, string keyword, object value)
    {
        // ContainsKey is true of every keyword there is; Keys are those that were given.
        if (!settings.Keys.Contains(keyword, StringComparer.OrdinalIgnoreCase))
        {
            settings[keyword] = value;
        }
    }

    private static async Task CheckAsync(NpgsqlDataSource source, NpgsqlConnectionStringBuilder settings, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand("""
            SELECT current_setting('server_version_num')::int / 10000, current_setting('server_version'),
                   current_setting('synchronous_commit'), current_setting('fsync'), current_setting('full_page_writes'),
                   pg_is_in_recovery() OR current_setting('default_transaction_read_only')::bool
            """);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        var where = Where(settings);
        if (row.GetInt32(0) < OldestMajor)
        {
            throw new PostgresSetupException(
                $"PostgreSQL at {where} is version {row.GetString(1)}; expected is {OldestMajor.ToString(CultureInfo.InvariantCulture)} or newer.",
                "upgrade it, or use another server.");
        }

        RequireOn(where, "synchronous_commit", row.GetString(2), stronger: "remote_apply");
        RequireOn(where, "fsync", row.GetString(3));
        RequireOn(where, "full_page_writes", row.GetString(4));
        if (row.GetBoolean(5))
        {
            throw new PostgresSetupException(
                $"PostgreSQL at {where} is read-only (a standby, or default_transaction_read_only).", "give the address of the primary.");
        }
    }

    private static void RequireOn(string where, string setting, string value, string? stronger = null)
    {
        if (value != "on" && value != stronger)
        {
            throw new PostgresSetupException(
                $"PostgreSQL at {where} has {setting} = {value}; expected is on, or an acknowledged test could be lost.",
                $"set it in postgresql.conf, or for the database: ALTER DATABASE ... SET {setting} = on (fsync and full_page_writes only in postgresql.conf).");
        }
    }

    private static PostgresSetupException Unreachable(NpgsqlConnectionStringBuilder settings, NpgsqlException error)
    {
        var reason = error is PostgresException said ? said.MessageText : error.InnerException?.Message ?? error.Message;
        var fix = error is PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName }
            ? $"create it: createdb {settings.Database}"
            : "check host, port, user and password in ConnectionStrings__Bridge, and that the server runs.";
        return new PostgresSetupException($"PostgreSQL at {Where(settings)} cannot be used: {reason}", fix, error);
    }

    private static string Where(NpgsqlConnectionStringBuilder settings) =>
        $"{settings.Host}:{settings.Port.ToString(CultureInfo.InvariantCulture)}/{settings.Database ?? settings.Username}";
}
