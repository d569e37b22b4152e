using System.Text.Json;
using Npgsql;
using OrleansBridge.Json;
using OrleansBridge.Results;

namespace OrleansBridge.Postgres;

/// <summary>What one ledger can be made anew from: the others, and what was appended.</summary>
public sealed class LedgerFacts(NpgsqlDataSource source)
{
    /// <summary>The accepted result of a test that was appended, or null.</summary>
    public async Task<CompletedTest?> ResultAsync(string testId)
    {
        await using var command = Command("SELECT result, completed_at FROM bridge.results WHERE test_id = $1", testId);
        await using var rows = await command.ExecuteReaderAsync();
        return await rows.ReadAsync()
            ? new(JsonSerializer.Deserialize<TestResult>(rows.GetFieldValue<byte[]>(0), BridgeJson.Options)!, rows.GetFieldValue<DateTimeOffset>(1))
            : null;
    }

    /// <summary>The slot that a worker keeps for a test: where and under which epoch it is assigned, or null.</summary>
    public async Task<HeldSlot?> SlotAsync(string testId)
    {
        var held = await HeldAsync("""
            SELECT s->'run'->>'test_id', bridge.bigint_of(s->'run'->'epoch'), w.worker, w.generation, s->'exclusive' = 'true'
            FROM bridge.workers w, jsonb_array_elements(w.slots) s
            WHERE NOT w.damaged AND s->'run'->>'test_id' = $1 AND bridge.bigint_of(s->'run'->'epoch') IS NOT NULL
            ORDER BY 2 DESC LIMIT 1
            """, testId);
        return held.Count > 0 ? held[0] : null;
    }

    /// <summary>The tests that are assigned to a worker.</summary>
    public Task<IReadOnlyList<HeldSlot>> AssignmentsAsync(string worker) => HeldAsync(
        """
        SELECT test_id, epoch, worker, generation, coalesce(requirements->'exclusive' = 'true', false)
        FROM bridge.tests WHERE open AND NOT damaged AND status = 'assigned' AND worker = $1 ORDER BY test_id
        """, worker);

    /// <summary>The assigned test that runs under a concurrency key, or null.</summary>
    public async Task<string?> KeyOwnerAsync(string key)
    {
        await using var command = Command(
            "SELECT test_id FROM bridge.tests WHERE open AND NOT damaged AND status = 'assigned' AND requirements->>'concurrency_key' = $1 LIMIT 1", key);
        return (string?)await command.ExecuteScalarAsync();
    }

    /// <summary>When a test was submitted, to the microsecond, or null.</summary>
    public async Task<DateTimeOffset?> SubmittedAtAsync(string testId)
    {
        await using var command = Command("SELECT submitted_at FROM bridge.test_index WHERE test_id = $1", testId);
        return await command.ExecuteScalarAsync() is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    private async Task<IReadOnlyList<HeldSlot>> HeldAsync(string sql, string of)
    {
        await using var command = Command(sql, of);
        await using var rows = await command.ExecuteReaderAsync();
        var held = new List<HeldSlot>();
        while (await rows.ReadAsync())
        {
            held.Add(new(rows.GetString(0), rows.GetInt64(1), rows.GetString(2), rows.GetInt64(3), rows.GetBoolean(4)));
        }

        return held;
    }

    private NpgsqlCommand Command(string sql, string value)
    {
        var command = source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        return command;
    }
}
