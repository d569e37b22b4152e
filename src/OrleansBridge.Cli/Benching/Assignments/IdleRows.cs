using Npgsql;

namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary>What a bridge that has nothing to do writes, by PostgreSQL's own count.</summary>
internal static class IdleRows
{
    // Membership is Orleans' own heartbeat. A backend reports what it did when it has been idle for a moment.
    private const string Count = """
        SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint FROM pg_stat_user_tables WHERE relname NOT LIKE 'orleansmembership%'
        """;

    // A forecast made while there was load gets what came of it a minute later.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(80);

    internal static async Task<BenchFigure> MeasureAsync(NpgsqlDataSource source, string runtime, TimeSpan length, CancellationToken cancellation)
    {
        await Task.Delay(Settling, cancellation);
        var before = await WrittenAsync(source, cancellation);
        await Task.Delay(length, cancellation);
        var rows = await WrittenAsync(source, cancellation) - before;
        return new BenchFigure
        {
            Name = "idle_rows",
            Runtime = runtime,
            Value = rows,
            Unit = FormattableString.Invariant($"rows in {length.TotalSeconds:0} s"),
            Better = "lower",
            Against = "none",
            AgainstValue = 0,
            Ratio = rows,
            Lower = rows,
            Upper = rows,
            Target = 0,
        };
    }

    private static async Task<long> WrittenAsync(NpgsqlDataSource source, CancellationToken cancellation)
    {
        await using var count = source.CreateCommand(Count);
        return (long)(await count.ExecuteScalarAsync(cancellation))!;
    }
}
