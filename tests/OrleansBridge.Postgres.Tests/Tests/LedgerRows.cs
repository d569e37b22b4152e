using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Json;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Postgres.Tests;

/// <summary>A database with ledgers in it, written as the transactional storage writes them.</summary>
internal sealed class LedgerRows : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, 123, TimeSpan.Zero);

    private LedgerRows(NpgsqlDataSource source) => Source = source;

    public NpgsqlDataSource Source { get; }

    public static async Task<LedgerRows> CreateAsync(DatabasesFixture databases) => new(await databases.SourceAsync());

    public static TestState Test(string id, TestStatus status = TestStatus.Queued, string? worker = null) => new()
    {
        TestId = id,
        Status = status,
        Epoch = 3,
        Version = 7,
        Worker = worker,
        Generation = 2,
        SubmittedAt = Start,
        DeadlineAt = Start.AddDays(1),
        AssignedAt = worker is null ? null : Start.AddSeconds(1),
        Avoid = ["w1/chrome"],
        Requirements = new() { TestId = id, ModelId = "m", Labels = new Dictionary<string, string> { ["run"] = "r1", ["id"] = id } },
    };

    public Task CommitAsync(TestState state) => CommitAsync($"bridge.test/{state.TestId}", "test", state);

    public Task CommitAsync<T>(string grain, string name, T state) => ExecuteAsync(
        """
        INSERT INTO orleans.transactional_state (service_id, grain_id, state_name, version, fence, committed_sequence, clock, commit_records, state)
        VALUES ('s', $1, $2, 1, 0, 1, 0, '{}', $3)
        ON CONFLICT (service_id, grain_id, state_name) DO UPDATE SET state = EXCLUDED.state, version = transactional_state.version + 1
        """,
        grain, name, Json(state));

    public Task PrepareAsync(TestState state, string transaction, string manager, long sequence = 2) => ExecuteAsync(
        "INSERT INTO orleans.transactional_state_pending VALUES ('s', $1, 'test', $2, $3, 0, 'test', $4, 3, $5)",
        $"bridge.test/{state.TestId}", sequence, transaction, $"bridge.test/{manager}", Json(state));

    public Task DecideAsync(string manager, string transaction) => ExecuteAsync(
        "UPDATE orleans.transactional_state SET commit_records = jsonb_build_object($2::text, '{}'::jsonb) WHERE grain_id = $1",
        $"bridge.test/{manager}", transaction);

    public async Task<List<string>> ReadAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync())
        {
            lines.Add(string.Join(' ', Enumerable.Range(0, rows.FieldCount).Select(i => rows.IsDBNull(i) ? "-" : rows.GetValue(i).ToString())));
        }

        return lines;
    }

    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = Source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(value is byte[]? new() { Value = value, NpgsqlDbType = NpgsqlDbType.Jsonb } : new() { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    private static byte[] Json<T>(T state) => JsonSerializer.SerializeToUtf8Bytes(state, BridgeJson.Options);
}
