using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace OrleansBridge.Postgres;

/// <summary>Every change of every test, append-only: <c>bridge.events</c>.</summary>
public sealed class EventStore : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly Appender<TestEvent> _appender;

    public EventStore(NpgsqlDataSource source)
    {
        _source = source;
        _appender = new(WriteAsync);
    }

    /// <summary>Appends an event; completes when it is durable. One that is there already stays as it is.</summary>
    public Task AppendAsync(TestEvent happened) => _appender.AppendAsync(happened);

    /// <summary>Appends events; completes when all are durable.</summary>
    public Task AppendAsync(IEnumerable<TestEvent> happened) => Task.WhenAll(happened.Select(_appender.AppendAsync));

    /// <summary>A test's events, oldest first; their data as <see cref="JsonElement"/>.</summary>
    public async Task<IReadOnlyList<TestEvent>> ReadAsync(string testId, CancellationToken cancellation = default)
    {
        await using var command = _source.CreateCommand("SELECT version, epoch, at, kind, data FROM bridge.events WHERE test_id = $1 ORDER BY version");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = testId });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var events = new List<TestEvent>();
        while (await rows.ReadAsync(cancellation))
        {
            events.Add(new(
                testId, rows.GetInt64(0), rows.GetInt64(1), rows.GetFieldValue<DateTimeOffset>(2), rows.GetString(3),
                rows.IsDBNull(4) ? null : JsonSerializer.Deserialize<JsonElement>(rows.GetFieldValue<byte[]>(4))));
        }

        return events;
    }

    /// <summary>Writes what is queued, then ends.</summary>
    public ValueTask DisposeAsync() => _appender.DisposeAsync();

    private async Task WriteAsync(IReadOnlyList<TestEvent> rows)
    {
        await using var command = _source.CreateCommand("""
            INSERT INTO bridge.events (test_id, version, epoch, at, kind, data)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6) ON CONFLICT (test_id, version) DO NOTHING
            """);
        void Add<T>(Func<TestEvent, T> column) => command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. rows.Select(column)] });
        Add(r => r.TestId);
        Add(r => r.Version);
        Add(r => r.Epoch);
        Add(r => r.At.ToUniversalTime());
        Add(r => r.Kind);
        command.Parameters.Add(new NpgsqlParameter<string?[]>
        {
            TypedValue = [.. rows.Select(r => r.Data is null ? null : JsonText.Of(r.Data))],
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
        });
        await command.ExecuteNonQueryAsync();
    }
}
