using Npgsql;
using OrleansBridge.Placement;

namespace OrleansBridge.Postgres;

/// <summary>The forecasts of load and what came, by pool: <c>bridge.forecasts</c>.</summary>
public sealed class ForecastStore : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly Appender<(string Pool, ForecastRow Row)> _appender;

    public ForecastStore(NpgsqlDataSource source)
    {
        _source = source;
        _appender = new(WriteAsync);
    }

    /// <summary>
    /// Appends forecasts; completes when all are durable. Of one that is there only what came is taken, once, so that writing again
    /// is harmless.
    /// </summary>
    /// <param name="pool">The pool.</param>
    /// <param name="rows">Forecasts just made, or with what came.</param>
    public Task AppendAsync(string pool, IEnumerable<ForecastRow> rows) => Task.WhenAll(rows.Select(row => _appender.AppendAsync((pool, row))));

    /// <summary>Reads a pool's forecasts, oldest first; times are kept to the microsecond.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="from">Made at this time or later.</param>
    /// <param name="until">Made before this time.</param>
    /// <param name="most">The last so many of them.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<ForecastRow>> ReadAsync(
        string pool, DateTimeOffset from, DateTimeOffset until, int most = 10_000, CancellationToken cancellation = default)
    {
        await using var command = _source.CreateCommand("""
            SELECT at, for_at, browser, model_type, predicted, lower, upper, actual FROM bridge.forecasts
            WHERE pool = $1 AND at >= $2 AND at < $3 ORDER BY at DESC, browser DESC, model_type DESC LIMIT $4
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = pool });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = from.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = until.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var found = new List<ForecastRow>();
        while (await rows.ReadAsync(cancellation))
        {
            found.Add(new()
            {
                At = rows.GetFieldValue<DateTimeOffset>(0),
                For = rows.GetFieldValue<DateTimeOffset>(1),
                BrowserType = rows.GetString(2),
                ModelType = rows.GetString(3),
                Predicted = rows.GetDouble(4),
                Lower = rows.GetDouble(5),
                Upper = rows.GetDouble(6),
                Actual = rows.IsDBNull(7) ? null : rows.GetDouble(7),
            });
        }

        found.Reverse();
        return found;
    }

    /// <summary>Forgets forecasts that were made before a time.</summary>
    /// <param name="before">Those made before this.</param>
    /// <param name="most">At most this many.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many; fewer than <paramref name="most"/> when there are no more.</returns>
    public async Task<int> ForgetAsync(DateTimeOffset before, int most, CancellationToken cancellation = default)
    {
        await using var command = _source.CreateCommand("DELETE FROM bridge.forecasts WHERE ctid = ANY (ARRAY(SELECT ctid FROM bridge.forecasts WHERE at < $1 LIMIT $2))");
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = before.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = most });
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Writes what is queued, then ends.</summary>
    public ValueTask DisposeAsync() => _appender.DisposeAsync();

    private async Task WriteAsync(IReadOnlyList<(string Pool, ForecastRow Row)> all)
    {
        // After an outage a forecast and what came of it may stand in one batch, and a statement changes a row once.
        var rows = all.OrderBy(r => r.Row.Actual is null).DistinctBy(r => (r.Pool, Microsecond(r.Row.At), r.Row.BrowserType, r.Row.ModelType)).ToList();
        await using var command = _source.CreateCommand("""
            INSERT INTO bridge.forecasts (pool, at, for_at, browser, model_type, predicted, lower, upper, actual)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (pool, at, browser, model_type) DO UPDATE SET actual = EXCLUDED.actual
            WHERE forecasts.actual IS NULL AND EXCLUDED.actual IS NOT NULL
            """);
        void Add<T>(Func<ForecastRow, T> column) => command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. rows.Select(r => column(r.Row))] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(r => r.Pool)] });
        Add(r => r.At.ToUniversalTime());
        Add(r => r.For.ToUniversalTime());
        Add(r => r.BrowserType);
        Add(r => r.ModelType);
        Add(r => r.Predicted);
        Add(r => r.Lower);
        Add(r => r.Upper);
        Add(r => r.Actual);
        await command.ExecuteNonQueryAsync();
    }

    private static long Microsecond(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMicrosecond;
}
