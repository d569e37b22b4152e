using Npgsql;

namespace OrleansBridge.Postgres;

/// <summary>Appends the events and results that stand in the tests' states only: their silo was killed, or the database failed.</summary>
public static class HistoryCatchUp
{
    /// <summary>Looks at every test of which something may be missing.</summary>
    /// <returns>How many rows were missing.</returns>
    public static Task<int> RunAsync(NpgsqlDataSource source, CancellationToken cancellation = default) =>
        // What was appended long before the latest has been waited for; of the rest, a failed append may have left a gap.
        RunAsync(source, """
            t.open OR NOT EXISTS (SELECT FROM bridge.results r WHERE r.test_id = t.test_id)
            OR t.test_id IN (SELECT test_id FROM bridge.results WHERE completed_at > (SELECT max(completed_at) FROM bridge.results) - interval '1 hour')
            """, null, cancellation);

    /// <summary>Looks at these tests.</summary>
    /// <returns>How many rows were missing.</returns>
    public static Task<int> RunAsync(NpgsqlDataSource source, IReadOnlyCollection<string> testIds, CancellationToken cancellation = default) =>
        RunAsync(source, "t.test_id = ANY ($1)", testIds, cancellation);

    private static async Task<int> RunAsync(NpgsqlDataSource source, string which, IReadOnlyCollection<string>? testIds, CancellationToken cancellation)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new($"""
            INSERT INTO bridge.events (test_id, version, epoch, at, kind, data)
            SELECT t.test_id, (e->>'version')::bigint, (e->>'epoch')::bigint, (e->>'at')::timestamptz, e->>'kind',
              CASE WHEN e->>'kind' = 'submitted' THEN e || jsonb_build_object('requirements', t.requirements) ELSE e END
            FROM bridge.tests t CROSS JOIN LATERAL jsonb_array_elements(bridge.array_of(t.state->'history')) e
            WHERE NOT t.damaged AND ({which})
            ON CONFLICT (test_id, version) DO NOTHING
            """));
        batch.BatchCommands.Add(new($"""
            INSERT INTO bridge.results (test_id, completed_at, epoch, model_id, model_type, outcome, worker, browser, backend, result)
            SELECT t.test_id, t.completed_at, (r->>'epoch')::bigint, r->>'model_id', r->>'model_type', r->>'outcome',
              r->>'worker', r->>'browser', r->>'backend_used', r
            FROM bridge.tests t CROSS JOIN LATERAL (SELECT t.state->'result') x (r)
            WHERE t.status = 'completed' AND NOT t.damaged AND jsonb_typeof(r) = 'object' AND ({which})
              AND NOT EXISTS (SELECT FROM bridge.results r WHERE r.test_id = t.test_id)
            ON CONFLICT (test_id) DO NOTHING
            """));
        if (testIds is not null)
        {
            string[] ids = [.. testIds];
            foreach (var command in batch.BatchCommands)
            {
                command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = ids });
            }
        }

        return await batch.ExecuteNonQueryAsync(cancellation);
    }
}
