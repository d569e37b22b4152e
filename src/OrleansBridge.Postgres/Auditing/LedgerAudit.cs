using Npgsql;

namespace OrleansBridge.Postgres;

/// <summary>
/// Asks the database whether the promise was kept (SPEC section 1). Each question is one statement, so one snapshot; an
/// answer without rows is a kept promise.
/// </summary>
public sealed class LedgerAudit(NpgsqlDataSource source)
{
    /// <summary>Tests that hold more than one slot now, over all workers.</summary>
    public const string DoubleOwners = """
        SELECT s->'run'->>'test_id', 'part ' || (s->'run'->>'part') || ' holds ' || count(*) || ' slots: '
          || string_agg(w.worker || ' epoch ' || (s->'run'->>'epoch'), ', ' ORDER BY w.worker)
        FROM bridge.workers w, jsonb_array_elements(w.slots) s
        GROUP BY s->'run'->>'test_id', s->'run'->>'part'
        HAVING count(*) > 1
        """;

    /// <summary>Workers whose slots are not exactly the live assignments, or are more than they have.</summary>
    public const string SlotErrors = """
        WITH held AS (
          SELECT w.worker, s->'run'->>'test_id' AS test_id, (s->'run'->>'epoch')::bigint AS epoch, (s->'run'->>'part')::int AS part
          FROM bridge.workers w, jsonb_array_elements(w.slots) s)
        SELECT coalesce(h.worker, a.worker), CASE WHEN a.test_id IS NULL
          THEN 'a slot is held by ' || h.test_id || ' epoch ' || h.epoch || ', which is not assigned there'
          ELSE a.test_id || ' epoch ' || a.epoch || ' is assigned there and holds no slot' END
        FROM held h FULL JOIN bridge.assignments a USING (test_id, epoch, part, worker)
        WHERE (a.test_id IS NULL OR h.test_id IS NULL)
          -- What a damaged row held is not known until it is rebuilt.
          AND NOT EXISTS (SELECT FROM bridge.workers d WHERE d.damaged AND d.worker = coalesce(h.worker, a.worker))
        UNION ALL
        SELECT worker, reserved || ' slots are reserved of ' || capacity FROM bridge.workers WHERE reserved > capacity
        """;

    /// <summary>Tests whose history shows an owner taking over from an owner, or an epoch that did not grow.</summary>
    public const string Takeovers = """
        SELECT test_id, 'epoch ' || epoch || ' was assigned on top of epoch ' || before_epoch
        FROM (
          SELECT t.test_id, h->>'kind' AS kind, (h->>'epoch')::bigint AS epoch,
            lag(h->>'status') OVER changes AS before, lag((h->>'epoch')::bigint) OVER changes AS before_epoch
          FROM bridge.tests t, jsonb_array_elements(bridge.array_of(t.state->'history')) h
          WINDOW changes AS (PARTITION BY t.test_id ORDER BY (h->>'version')::bigint)) x
        WHERE (kind = 'assigned' AND before = 'assigned') OR (kind IN ('assigned', 'moved') AND epoch <= before_epoch)
        """;

    /// <summary>Tests that ended more than once, changed after their end, or whose one result differs from place to place.</summary>
    public const string DoubleAccepted = """
        WITH changes AS (
          SELECT t.test_id, (h->>'version')::bigint AS version, h->>'kind' AS kind
          FROM bridge.tests t, jsonb_array_elements(bridge.array_of(t.state->'history')) h
          UNION SELECT test_id, version, kind FROM bridge.events)
        SELECT test_id, 'ended ' || count(*) || ' times, at versions ' || string_agg(version::text, ', ' ORDER BY version)
        FROM changes WHERE kind = 'completed' GROUP BY test_id HAVING count(*) > 1
        UNION ALL
        SELECT c.test_id, 'was ' || c.kind || ' after its end'
        FROM changes c JOIN changes e ON e.test_id = c.test_id AND e.kind = 'completed'
        WHERE c.version > e.version AND c.kind NOT IN ('refused', 'rebuilt', 'completed')
        UNION ALL
        SELECT test_id, 'version ' || version || ' happened in ' || count(*) || ' ways: ' || string_agg(kind, ', ' ORDER BY kind)
        FROM changes GROUP BY test_id, version HAVING count(*) > 1
        UNION ALL
        SELECT t.test_id, 'its result row says ' || r.outcome || ' of epoch ' || r.epoch || ', its ledger ' || t.outcome || ' of epoch ' || (t.state->'result'->>'epoch')
        FROM bridge.tests t JOIN bridge.results r USING (test_id)
        WHERE (r.outcome, r.epoch) IS DISTINCT FROM (t.outcome, (t.state->'result'->>'epoch')::bigint)
        UNION ALL
        SELECT test_id, 'ended without a result' FROM bridge.tests WHERE status = 'completed' AND outcome IS NULL
        """;

    /// <summary>Concurrency keys that are held by a test which is not assigned, or under which two are.</summary>
    public const string KeyErrors = """
        SELECT bridge.key_of(s.grain_id), 'is held by ' || (s.state->>'owner') || ', which is not assigned'
        FROM bridge.states s
        WHERE s.state_name = 'key' AND s.state->>'owner' IS NOT NULL AND NOT EXISTS (
          SELECT FROM bridge.assignments a WHERE a.test_id = s.state->>'owner')
        UNION ALL
        SELECT t.requirements->>'concurrency_key', 'is shared by ' || string_agg(t.test_id, ', ' ORDER BY t.test_id)
        FROM bridge.tests t
        WHERE t.open AND t.status = 'assigned' AND t.requirements->>'concurrency_key' IS NOT NULL
        GROUP BY t.requirements->>'concurrency_key' HAVING count(*) > 1
        """;

    /// <summary>Ledgers whose stored row cannot be read.</summary>
    public const string Damaged = """
        SELECT test_id, 'its row is damaged' FROM bridge.tests WHERE damaged
        UNION ALL
        SELECT worker, 'its row is damaged' FROM bridge.workers WHERE damaged
        """;

    /// <summary>Acknowledged tests ($1) that are not there.</summary>
    public const string Lost = """
        SELECT id, 'was acknowledged and is gone' FROM unnest($1::text[]) id
        WHERE NOT EXISTS (SELECT FROM bridge.tests t WHERE t.test_id = id)
        """;

    /// <summary>Acknowledged tests ($1) that have not ended.</summary>
    public const string Unfinished = """
        SELECT test_id, 'is ' || status || ' at epoch ' || epoch || coalesce(' on ' || worker, '') || coalesce('; latest: ' || (state->'history'->-1->>'why'), '')
        FROM bridge.tests WHERE test_id = ANY ($1::text[]) AND status <> 'completed'
        """;

    /// <summary>Ended tests whose append-only history lacks a change that their ledger names, or their result.</summary>
    public const string HistoryGaps = """
        SELECT t.test_id, 'no event of version ' || (h->>'version') || ' (' || (h->>'kind') || ')'
        FROM bridge.tests t, jsonb_array_elements(bridge.array_of(t.state->'history')) h
        WHERE NOT EXISTS (SELECT FROM bridge.events e WHERE e.test_id = t.test_id AND e.version = (h->>'version')::bigint)
        UNION ALL
        SELECT t.test_id, 'no result row' FROM bridge.tests t
        WHERE t.status = 'completed' AND NOT EXISTS (SELECT FROM bridge.results r WHERE r.test_id = t.test_id)
        """;

    /// <summary>Asks one of the questions above.</summary>
    /// <param name="question">The statement.</param>
    /// <param name="acknowledged">The ids that <see cref="Lost"/> and <see cref="Unfinished"/> are asked about.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<AuditFinding>> AskAsync(string question, IReadOnlyCollection<string>? acknowledged = null, CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand(question);
        if (acknowledged is not null)
        {
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. acknowledged] });
        }

        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var findings = new List<AuditFinding>();
        while (await rows.ReadAsync(cancellation))
        {
            findings.Add(new(rows.IsDBNull(0) ? "?" : rows.GetString(0), rows.IsDBNull(1) ? "?" : rows.GetString(1)));
        }

        return findings;
    }

    /// <summary>Every change of every test, oldest first.</summary>
    public async Task<IReadOnlyList<LedgerChange>> ChangesAsync(CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand("""
            SELECT t.test_id, (h->>'at')::timestamptz, h->>'kind', (h->>'epoch')::bigint, h->>'worker', h->>'why', (h->>'version')::bigint
            FROM bridge.tests t, jsonb_array_elements(bridge.array_of(t.state->'history')) h
            ORDER BY 2, t.test_id, (h->>'version')::bigint
            """);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var changes = new List<LedgerChange>();
        while (await rows.ReadAsync(cancellation))
        {
            changes.Add(new(
                rows.GetString(0), rows.GetFieldValue<DateTimeOffset>(1), rows.GetString(2), rows.GetInt64(3),
                rows.IsDBNull(4) ? null : rows.GetString(4), rows.IsDBNull(5) ? null : rows.GetString(5), rows.GetInt64(6)));
        }

        return changes;
    }
}
