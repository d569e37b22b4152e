using Npgsql;

namespace Orleans.Transactions.Postgres;

/// <summary>
/// A state could not be loaded or stored. It carries what Npgsql said as text, since Npgsql's own exceptions cannot
/// travel between silos. The outcome of a store that failed so is unknown until the next load.
/// </summary>
[GenerateSerializer, Alias("Orleans.Transactions.Postgres.PostgresStorageException")]
public sealed class PostgresStorageException : OrleansException
{
    /// <summary>An empty one, for serializers.</summary>
    public PostgresStorageException()
    {
    }

    /// <summary>With a message.</summary>
    public PostgresStorageException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and a cause that can travel.</summary>
    public PostgresStorageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static PostgresStorageException Of(string doing, NpgsqlException error)
    {
        var code = error.SqlState is { } state ? $" ({state})" : "";
        var cause = error.InnerException is { } inner ? $": {inner.Message}" : "";
        var fix = error.SqlState == PostgresErrorCodes.UndefinedTable ? ". Apply sql/001_transactional_state.sql to this database" : "";
        return new($"PostgreSQL failed {doing}{code}: {error.Message}{cause}{fix}");
    }
}
