using System.Text;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using OrleansBridge.Testing;

namespace OrleansBridge.Postgres;

/// <summary>Reads the tests' committed states outside any transaction, without activating a grain.</summary>
public sealed class TestQueries(NpgsqlDataSource source)
{
    private const int MostListed = 10_000;

    /// <summary>A page of tests that are not completed, by id, after a given one.</summary>
    public async Task<IReadOnlyList<OpenTestRow>> OpenAsync(
        string? after, int limit, bool withRequirements = false, CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand($"""
            SELECT test_id, status, epoch, version, worker, generation, submitted_at, not_before, deadline_at, assigned_at, avoid, damaged
              {(withRequirements ? ", requirements" : "")}
            FROM bridge.tests WHERE open AND (damaged OR status <> 'completed') AND test_id > $1 ORDER BY test_id LIMIT $2
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = after ?? "" });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var page = new List<OpenTestRow>();
        while (await rows.ReadAsync(cancellation))
        {
            page.Add(rows.GetBoolean(11) ? Damaged(rows.GetString(0)) : new OpenTestRow
            {
                TestId = rows.GetString(0),
                Status = Status(rows.GetString(1)),
                Epoch = rows.GetInt64(2),
                Version = rows.GetInt64(3),
                Worker = rows.IsDBNull(4) ? null : rows.GetString(4),
                Generation = rows.GetInt64(5),
                SubmittedAt = rows.GetFieldValue<DateTimeOffset>(6),
                NotBefore = Time(rows, 7),
                DeadlineAt = rows.GetFieldValue<DateTimeOffset>(8),
                AssignedAt = Time(rows, 9),
                Avoid = JsonSerializer.Deserialize<string[]>(rows.GetFieldValue<byte[]>(10)) ?? [],
                RequirementsJson = withRequirements ? rows.GetFieldValue<byte[]>(12) : null,
            });
        }

        return page;
    }

    /// <summary>A page of tests for people, oldest submission first.</summary>
    /// <exception cref="ArgumentException">The cursor is not one of ours.</exception>
    public async Task<StatePage> ListAsync(TestQuery query, CancellationToken cancellation = default)
    {
        var limit = Math.Clamp(query.Limit, 1, MostListed);
        var text = new StringBuilder("SELECT submitted_at, test_id, state FROM bridge.tests WHERE true");
        await using var command = source.CreateCommand();
        string Bind(NpgsqlParameter value)
        {
            command.Parameters.Add(value);
            return $"${command.Parameters.Count}";
        }

        if (query.Status is { } status)
        {
            // The index tells open from completed; the state tells the rest.
            var name = status == TestStatus.Completed ? "completed" : status == TestStatus.Queued ? "queued" : "assigned";
            text.Append(status == TestStatus.Completed ? "" : " AND open").Append($" AND status = '{name}'");
        }

        if (query.Prefix is { Length: > 0 } prefix)
        {
            var from = Bind(new NpgsqlParameter<string> { TypedValue = prefix });
            text.Append($" AND test_id >= {from} AND test_id < {from} || chr(1114111)");
        }

        if (query.Labels.Count > 0)
        {
            text.Append($" AND labels @> {Bind(new NpgsqlParameter<string> { TypedValue = JsonSerializer.Serialize(query.Labels), NpgsqlDbType = NpgsqlDbType.Jsonb })}");
        }

        if (query.Cursor is { Length: > 0 } cursor)
        {
            var (at, id) = PageCursor.Parse(cursor);
            text.Append($" AND (submitted_at, test_id) > ({Bind(new NpgsqlParameter<DateTime> { TypedValue = at })}, {Bind(new NpgsqlParameter<string> { TypedValue = id })})");
        }

        command.CommandText = text.Append($" ORDER BY submitted_at, test_id LIMIT {limit + 1}").ToString();
        var ids = new List<string>();
        var states = new List<byte[]>();
        PageCursor last = default;
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            if (states.Count == limit)
            {
                return new StatePage(ids, states, last.ToString());
            }

            last = new(rows.GetDateTime(0), rows.GetString(1));
            ids.Add(last.TestId);
            states.Add(rows.GetFieldValue<byte[]>(2));
        }

        return new StatePage(ids, states, null);
    }

    /// <summary>One test's committed state as JSON, or null.</summary>
    public async Task<byte[]?> ReadAsync(string testId, CancellationToken cancellation = default) =>
        (await ReadAsync([testId], cancellation)).GetValueOrDefault(testId);

    /// <summary>The committed states of these tests as JSON, by id; unknown ones are missing.</summary>
    public async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(IReadOnlyCollection<string> testIds, CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand("SELECT test_id, state FROM bridge.tests WHERE test_id = ANY ($1)");
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. testIds] });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var states = new Dictionary<string, byte[]>(testIds.Count, StringComparer.Ordinal);
        while (await rows.ReadAsync(cancellation))
        {
            states[rows.GetString(0)] = rows.GetFieldValue<byte[]>(1);
        }

        return states;
    }

    /// <summary>What the workers' ledgers say.</summary>
    public async Task<IReadOnlyList<WorkerRow>> WorkersAsync(CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand("SELECT worker, generation, damaged FROM bridge.workers");
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var workers = new List<WorkerRow>();
        while (await rows.ReadAsync(cancellation))
        {
            workers.Add(new(rows.GetString(0), rows.IsDBNull(1) ? 0 : rows.GetInt64(1), rows.GetBoolean(2)));
        }

        return workers;
    }

    /// <summary>How many tests stand where; a status without tests counts 0, a test with a damaged row counts nowhere.</summary>
    public async Task<IReadOnlyDictionary<TestStatus, long>> CountAsync(CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand("""
            SELECT status, count(*) FROM bridge.tests WHERE open AND NOT damaged GROUP BY status
            UNION ALL SELECT 'completed', count(*) FROM bridge.test_index WHERE NOT open
            """);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var counts = new Dictionary<TestStatus, long> { [TestStatus.Queued] = 0, [TestStatus.Assigned] = 0, [TestStatus.Completed] = 0 };
        while (await rows.ReadAsync(cancellation))
        {
            counts[Status(rows.GetString(0))] += rows.GetInt64(1);
        }

        return counts;
    }

    private static OpenTestRow Damaged(string testId) =>
        new() { TestId = testId, Damaged = true, Status = TestStatus.Queued, Epoch = 0, Version = 0, SubmittedAt = default, DeadlineAt = default };

    private static TestStatus Status(string name) => Enum.Parse<TestStatus>(name, ignoreCase: true);

    private static DateTimeOffset? Time(NpgsqlDataReader rows, int column) =>
        rows.IsDBNull(column) ? null : rows.GetFieldValue<DateTimeOffset>(column);
}
