using Npgsql;

namespace Orleans.Transactions.Postgres;

/// <summary>
/// Reads a state and fences it in one round trip: the new fence is set under the row's lock, before anything is read.
/// </summary>
/// <remarks>
/// A state without a row is fenced too. Otherwise this could happen: an activation dies while its first store is under way,
/// a commit that it decided as manager; its successor loads nothing, and so answers a prepared participant's ping with
/// "aborted"; then the store arrives, and half a transaction is committed. Conflicts at the successor's own first store
/// come too late, as that answer needs no store. The fence is a row of an unlogged table, which costs no flush. It need not
/// survive the server: a first store wants its own fence there, so all that were under way before a crash are refused.
/// </remarks>
internal static class StateLoader
{
    private const string Key = "service_id = $1 AND grain_id = $2 AND state_name = $3";

    // Waits for a first store of the same key that is being executed, so that the next statement sees its row.
    private const string FenceMissing = $"""
        INSERT INTO orleans.transactional_state_fence (service_id, grain_id, state_name, fence)
        SELECT $1, $2, $3, $4 WHERE NOT EXISTS (SELECT FROM orleans.transactional_state WHERE {Key})
        ON CONFLICT (service_id, grain_id, state_name) DO UPDATE SET fence = EXCLUDED.fence, at = EXCLUDED.at
        """;

    private const string Fence = $"""
        UPDATE orleans.transactional_state SET fence = $4 WHERE {Key} RETURNING version, committed_sequence, clock, commit_records, state
        """;

    private const string Pending = $"""
        SELECT sequence, transaction_id, at, manager_name, manager_grain, manager_roles, state FROM orleans.transactional_state_pending
        WHERE {Key} ORDER BY sequence
        """;

    /// <param name="source">The database.</param>
    /// <param name="key">The state.</param>
    /// <param name="fence">The fence to set.</param>
    /// <returns>Null where there is no row.</returns>
    public static async Task<LoadedState?> LoadAsync(NpgsqlDataSource source, StateKey key, long fence)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(PlanByKey.Command());
        batch.BatchCommands.Add(Command(FenceMissing, key, fence));
        batch.BatchCommands.Add(Command(Fence, key, fence));
        batch.BatchCommands.Add(Command(Pending, key));
        LoadedState? loaded = null;
        await using (var rows = await batch.ExecuteReaderAsync().ConfigureAwait(false))
        {
            await rows.NextResultAsync().ConfigureAwait(false);
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

    private static NpgsqlBatchCommand Command(string text, StateKey key, long? fence = null)
    {
        var command = new NpgsqlBatchCommand(text)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = key.ServiceId },
                new NpgsqlParameter<string> { TypedValue = key.GrainId },
                new NpgsqlParameter<string> { TypedValue = key.StateName },
            },
        };
        if (fence is { } value)
        {
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = value });
        }

        return command;
    }
}
