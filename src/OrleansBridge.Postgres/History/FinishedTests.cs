using Npgsql;

namespace OrleansBridge.Postgres;

/// <summary>
/// Forgets finished tests: ledger, events and result together, so that an id that is used again starts from nothing.
/// </summary>
/// <remarks>
/// An activation may still have the ledger in memory: its next store finds no row, fails, and it loads anew. A row is left
/// alone while a transaction may still ask for it: something is prepared, or others have not confirmed what it decided.
/// </remarks>
public sealed class FinishedTests(NpgsqlDataSource source)
{
    private const string Settled = """
        s.state_name = 'test' AND s.state->>'status' = 'completed' AND s.commit_records = '{}' AND NOT EXISTS (
          SELECT FROM orleans.transactional_state_pending p
          WHERE p.service_id = s.service_id AND p.grain_id = s.grain_id AND p.state_name = s.state_name)
        """;

    // Rows that are being stored are for another time.
    private const string Lock = $"""
        SELECT s.service_id, s.grain_id
        FROM bridge.results r
        JOIN bridge.test_index i ON i.test_id = r.test_id
        JOIN orleans.transactional_state s ON s.service_id = i.service_id AND s.grain_id = i.grain_id
        WHERE r.completed_at < $1 AND NOT i.open AND {Settled}
        LIMIT $2 FOR UPDATE OF s SKIP LOCKED
        """;

    // With the rows locked, a new snapshot sees whatever was prepared before the lock.
    private const string Delete = $"""
        WITH gone AS (
          DELETE FROM orleans.transactional_state s USING unnest($1::text[], $2::text[]) k (service_id, grain_id)
          WHERE s.service_id = k.service_id AND s.grain_id = k.grain_id AND {Settled}
          RETURNING bridge.key_of(s.grain_id) AS test_id),
        events AS (DELETE FROM bridge.events e USING gone g WHERE e.test_id = g.test_id),
        results AS (DELETE FROM bridge.results r USING gone g WHERE r.test_id = g.test_id)
        SELECT count(*) FROM gone
        """;

    /// <summary>Forgets tests that finished before a time, in one short transaction.</summary>
    /// <param name="before">Tests that finished before this.</param>
    /// <param name="most">At most this many.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many; fewer than <paramref name="most"/> when no more can be forgotten now.</returns>
    public async Task<int> ForgetAsync(DateTimeOffset before, int most, CancellationToken cancellation = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        List<string> services = [];
        List<string> grains = [];
        await using (var select = new NpgsqlCommand(Lock, connection) { Parameters = { new() { Value = before.ToUniversalTime() }, new() { Value = most } } })
        await using (var rows = await select.ExecuteReaderAsync(cancellation))
        {
            while (await rows.ReadAsync(cancellation))
            {
                services.Add(rows.GetString(0));
                grains.Add(rows.GetString(1));
            }
        }

        if (grains.Count == 0)
        {
            return 0;
        }

        await using var delete = new NpgsqlCommand(Delete, connection) { Parameters = { new() { Value = services.ToArray() }, new() { Value = grains.ToArray() } } };
        var gone = (long)(await delete.ExecuteScalarAsync(cancellation))!;
        await transaction.CommitAsync(cancellation);
        return (int)gone;
    }
}
