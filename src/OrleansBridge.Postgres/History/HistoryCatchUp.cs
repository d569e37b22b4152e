using Npgsql;

namespace OrleansBridge.Postgres;

/// <summary>Appends the events and results that a killed silo had committed in its tests' states and not yet appended.</summary>
public static class HistoryCatchUp
{
    /// <returns>How many rows were missing.</returns>
    public static async Task<int> RunAsync(NpgsqlDataSource source, CancellationToken cancellation = default)
    {
        // Completed tests with a result row had their events appended before it, so only the others are looked at.
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new("""
            INSERT INTO bridge.events (test_id, version, epoch, at, kind, data)
            SELECT t.test_id, (e->>'version')::bigint, (e->>'epoch')::bigint, (e->>'at')::timestamptz, e->>'kind', e
            FROM bridge.tests t CROSS JOIN LATERAL jsonb_array_elements(t.state->'history') e
            WHERE t.open OR NOT EXISTS (SELECT FROM bridge.results r WHERE r.test_id = t.test_id)
            ON CONFLICT (test_id, version) DO NOTHING
            """));
        batch.BatchCommands.Add(new("""
            INSERT INTO bridge.results (test_id, completed_at, epoch, model_id, model_type, outcome, worker, browser, backend, result)
            SELECT t.test_id, t.completed_at, (r->>'epoch')::bigint, r->>'model_id', r->>'model_type', r->>'outcome',
              r->>'worker', r->>'browser', r->>'backend_used', r
            FROM bridge.tests t CROSS JOIN LATERAL (SELECT t.state->'result') x (r)
            WHERE t.status = 'completed' AND jsonb_typeof(r) = 'object'
              AND NOT EXISTS (SELECT FROM bridge.results r WHERE r.test_id = t.test_id)
            ON CONFLICT (test_id) DO NOTHING
            """));
        return await batch.ExecuteNonQueryAsync(cancellation);
    }
}
