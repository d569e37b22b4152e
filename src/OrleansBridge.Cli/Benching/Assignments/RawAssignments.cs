using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Json;

namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary>
/// The baseline: what a transaction over a test and a worker writes, by hand. The same rows in the same four commits, each
/// of which must be durable before the next: the test's part is prepared; the worker's is committed, with the record that
/// proves it; the test's is confirmed; the record goes. In a batch each worker is written once a commit, for all its tests.
/// </summary>
internal sealed class RawAssignments(NpgsqlDataSource source, int clients) : IAsyncDisposable
{
    private const string Service = "raw";
    private const string Key = "service_id = $1 AND grain_id = $2 AND state_name = $3";

    private const string Prepare = $"""
        WITH head AS (UPDATE orleans.transactional_state SET version = version + 1, clock = $4 WHERE {Key} RETURNING 1)
        INSERT INTO orleans.transactional_state_pending (service_id, grain_id, state_name, sequence, transaction_id, at, manager_name, manager_grain, manager_roles, state)
        SELECT $1, $2, $3, $5, $6, $4, 'bench_worker', $7, 3, $8 FROM head
        """;

    private const string Commit = $"""
        UPDATE orleans.transactional_state SET version = version + 1, clock = $4, committed_sequence = committed_sequence + 1, commit_records = $5, state = $6 WHERE {Key}
        """;

    private const string Confirm = $"""
        WITH head AS (UPDATE orleans.transactional_state s SET version = version + 1, committed_sequence = $4, state = p.state
          FROM orleans.transactional_state_pending p WHERE s.service_id = $1 AND s.grain_id = $2 AND s.state_name = $3
          AND p.service_id = $1 AND p.grain_id = $2 AND p.state_name = $3 AND p.sequence = $4 RETURNING 1)
        DELETE FROM orleans.transactional_state_pending USING head WHERE {Key} AND sequence = $4
        """;

    private const string Collect = $$"""
        UPDATE orleans.transactional_state SET version = version + 1, commit_records = '{}' WHERE service_id = $1 AND grain_id = $2 AND state_name = $3
        """;

    private readonly List<NpgsqlConnection> _connections = [];
    private readonly byte[] _test = Json((TestState s) => LedgerRows.Assign(s, "t1000", "w10"));
    private readonly byte[] _worker = Json((WorkerState s) => Enumerable.Range(0, 9).ToList().ForEach(n => LedgerRows.Reserve(s, new($"t{n}00", 100, 0))));
    private long _next;

    internal async Task OpenAsync(CancellationToken cancellation)
    {
        for (var client = 0; client < clients; client++)
        {
            _connections.Add(await source.OpenConnectionAsync(cancellation));
        }

        await using var rows = source.CreateCommand($$"""
            INSERT INTO orleans.transactional_state (service_id, grain_id, state_name, version, fence, committed_sequence, clock, commit_records, state)
            SELECT '{{Service}}', 'bench.test/t' || n, 'bench_test', 1, 0, 0, 0, '{}'::jsonb, $1 FROM generate_series(0, {{LedgerSilo.Tests}} - 1) n
            UNION ALL SELECT '{{Service}}', 'bench.worker/w' || n, 'bench_worker', 1, 0, 0, 0, '{}'::jsonb, $2 FROM generate_series(0, {{LedgerSilo.Workers}} - 1) n
            ON CONFLICT DO NOTHING
            """);
        rows.Parameters.Add(Jsonb(_test));
        rows.Parameters.Add(Jsonb(_worker));
        await rows.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>One assignment after another, each client's own.</summary>
    internal Task AssignAsync(int client) => AssignAsync(client, 1);

    /// <summary>Many assignments that share their four commits.</summary>
    internal async Task AssignAsync(int client, int count)
    {
        var pairs = new (string Test, string Worker, long Sequence)[count];
        foreach (ref var pair in pairs.AsSpan())
        {
            var next = Interlocked.Increment(ref _next);
            pair = ($"bench.test/t{next % LedgerSilo.Tests}", $"bench.worker/w{next % LedgerSilo.Workers}", next);
        }

        // As every store does: rows in one order, so that two commits do not lock them crosswise.
        Array.Sort(pairs, static (a, b) => string.CompareOrdinal(a.Test, b.Test));
        var workers = pairs.GroupBy(p => p.Worker).OrderBy(w => w.Key, StringComparer.Ordinal).ToArray();
        await RunAsync(client, pairs, p => new(Prepare)
        {
            Parameters =
            {
                Text(Service), Text(p.Test), Text(LedgerRows.TestStateName), Number(DateTime.UtcNow.Ticks), Number(p.Sequence), Text(Id(p.Sequence)), Text(p.Worker), Jsonb(_test),
            },
        });
        await RunAsync(client, workers, w => new(Commit)
        {
            Parameters =
            {
                Text(Service), Text(w.Key), Text(LedgerRows.WorkerStateName), Number(DateTime.UtcNow.Ticks), Jsonb(Records(w)), Jsonb(_worker),
            },
        });
        await RunAsync(client, pairs, p => new(Confirm) { Parameters = { Text(Service), Text(p.Test), Text(LedgerRows.TestStateName), Number(p.Sequence) } });
        await RunAsync(client, workers, w => new(Collect) { Parameters = { Text(Service), Text(w.Key), Text(LedgerRows.WorkerStateName) } });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }
    }

    private async Task RunAsync<TRow>(int client, TRow[] rows, Func<TRow, NpgsqlBatchCommand> statement)
    {
        await using var batch = new NpgsqlBatch(_connections[client]);
        foreach (var row in rows)
        {
            batch.BatchCommands.Add(statement(row));
        }

        await batch.ExecuteNonQueryAsync();
    }

    private static string Id(long sequence) => $"00000000-0000-0000-0000-{sequence:D12}";

    private static byte[] Records(IEnumerable<(string Test, string Worker, long Sequence)> pairs) => System.Text.Encoding.UTF8.GetBytes(
        "{" + string.Join(',', pairs.Select(pair => $$"""
        "{{Id(pair.Sequence)}}": { "at": 639000000000000007, "writers": [
          { "name": "bench_worker", "grain": "{{pair.Worker}}", "roles": 3 }, { "name": "bench_test", "grain": "{{pair.Test}}", "roles": 3 }] }
        """)) + "}");

    private static byte[] Json<TState>(Action<TState> change)
        where TState : new()
    {
        var state = new TState();
        change(state);
        return JsonSerializer.SerializeToUtf8Bytes(state, BridgeJson.Options);
    }

    private static NpgsqlParameter Text(string value) => new NpgsqlParameter<string> { TypedValue = value };

    private static NpgsqlParameter Number(long value) => new NpgsqlParameter<long> { TypedValue = value };

    private static NpgsqlParameter Jsonb(byte[] value) => new NpgsqlParameter<byte[]> { TypedValue = value, NpgsqlDbType = NpgsqlDbType.Jsonb };
}
