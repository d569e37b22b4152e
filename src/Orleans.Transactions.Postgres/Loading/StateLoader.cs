using Npgsql;

namespace Orleans.Transactions.Postgres;

/// <summary>Reads a state and fences it in one round trip: the new fence is set under the row's lock, before anything is read.</summary>
internal static class StateLoader
{
    private const string Columns = "version, committed_sequence, clock, commit_records, state";

    private const string Fence = $"""
        UPDATE orleans.transactional_state SET fence = $4 WHERE service_id = $1 AND grain_id = $2 AND state_name = $3 RETURNING {Columns}
        """;

    // Waits for an insert of the same key that is still in flight, or makes it fail.
    private const string FenceOrMake = $$"""
        INSERT INTO orleans.transactional_state (service_id, grain_id, state_name, fence, clock, commit_records, version, committed_sequence)
        VALUES ($1, $2, $3, $4, 0, '{}', 1, 0)
        ON CONFLICT (service_id, grain_id, state_name) DO UPDATE SET fence = EXCLUDED.fence RETURNING {{Columns}}
        """;

    private const string Pending = """
        SELECT sequence, transaction_id, at, manager_name, manager_grain, manager_roles, state FROM orleans.transactional_state_pending
        WHERE service_id = $1 AND grain_id = $2 AND state_name = $3 ORDER BY sequence
        """;

    /// <param name="source">The database.</param>
    /// <param name="key">The state.</param>
    /// <param name="fence">The fence to set.</param>
    /// <param name="makeRow">Whether a missing row must be made, to fence off an insert whose outcome is unknown.</param>
    /// <returns>Null where there is no row.</returns>
    public static async Task<LoadedState?> LoadAsync(NpgsqlDataSource source, StateKey key, long fence, bool makeRow)
    {
        await using var batch = source.CreateBatch();
        var head = Command(makeRow ? FenceOrMake : Fence, key);
        head.Parameters.Add(new NpgsqlParameter<long> { TypedValue = fence });
        batch.BatchCommands.Add(head);
        batch.BatchCommands.Add(Command(Pending, key));
        LoadedState? loaded = null;
        await using (var rows = await batch.ExecuteReaderAsync().ConfigureAwait(false))
        {
            if (await rows.ReadAsync().ConfigureAwait(false))
            {
                loaded = new(
                    rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetFieldValue<byte[]>(3), rows.IsDBNull(4) ? null : rows.GetFieldValue<byte[]>(4));
            }

            await rows.NextResultAsync().ConfigureAwait(false);
            while (await rows.ReadAsync().ConfigureAwait(false))
            {
                var row = Row(rows);
                if (row.Sequence > loaded?.CommittedSequence)
                {
                    loaded.Pending.Add(row);
                }
            }

            // Reading to the end is what commits, and what reports a commit that failed.
            await rows.NextResultAsync().ConfigureAwait(false);
        }

        return loaded;
    }

    private static PendingRow Row(NpgsqlDataReader rows) => new(
        rows.GetInt64(0),
        rows.GetString(1),
        rows.GetInt64(2),
        new ParticipantRow(rows.IsDBNull(3) ? null : rows.GetString(3), rows.IsDBNull(4) ? null : rows.GetString(4), rows.GetInt32(5)),
        rows.GetFieldValue<byte[]>(6));

    private static NpgsqlBatchCommand Command(string text, StateKey key) => new(text)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = key.ServiceId },
            new NpgsqlParameter<string> { TypedValue = key.GrainId },
            new NpgsqlParameter<string> { TypedValue = key.StateName },
        },
    };
}
