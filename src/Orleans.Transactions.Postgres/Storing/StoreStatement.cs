using System.Collections.Concurrent;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Orleans.Transactions.Postgres;

/// <summary>
/// The statement of a store. Its head inserts or updates the state's row, and does nothing where version or fence are
/// others: no row then, no error, so that the neighbours in the same commit are not disturbed. What concerns pending rows
/// hangs on the head's row. A first store's fence stands in a table of its own and goes with it. Rows affected or returned: one when stored, none otherwise.
/// </summary>
internal static class StoreStatement
{
    private const string Table = "orleans.transactional_state";
    private const string Pending = "orleans.transactional_state_pending";
    private const string Fence = "orleans.transactional_state_fence";
    private const string Key = "service_id = $1 AND grain_id = $2 AND state_name = $3";
    private static readonly ConcurrentDictionary<StoreShape, string> s_texts = new();

    public static NpgsqlBatchCommand Create(StoreCommand store)
    {
        var shape = store.Shape;
        var command = new NpgsqlBatchCommand(s_texts.GetOrAdd(shape, Text));
        var values = command.Parameters;
        Add(values, store.Key.ServiceId);
        Add(values, store.Key.GrainId);
        Add(values, store.Key.StateName);
        Add(values, store.Fence);
        Add(values, store.Clock);
        AddJson(values, store.CommitRecords);
        Add(values, store.ExpectedVersion ?? 0);
        if (store.Commit is { } commit)
        {
            Add(values, commit);
        }

        if (shape.HasFlag(StoreShape.Commit))
        {
            AddJson(values, store.CommittedState!);
        }

        if (shape.HasFlag(StoreShape.Drop))
        {
            Add(values, store.DropUpTo);
            Add(values, store.DropAbove);
            Add(values, store.Prepares.Select(p => p.Sequence).ToArray());
        }

        AddPrepares(values, shape, store.Prepares);
        return command;
    }

    private static void AddPrepares(NpgsqlParameterCollection values, StoreShape shape, List<PendingRow> rows)
    {
        if (shape.HasFlag(StoreShape.Prepare))
        {
            var row = rows[0];
            Add(values, row.Sequence);
            Add(values, row.TransactionId);
            Add(values, row.At);
            AddText(values, row.Manager.Name);
            AddText(values, row.Manager.Grain);
            Add(values, row.Manager.Roles);
            AddJson(values, row.State);
        }
        else if (shape.HasFlag(StoreShape.PrepareMany))
        {
            Add(values, rows.Select(r => r.Sequence).ToArray());
            Add(values, rows.Select(r => r.TransactionId).ToArray());
            Add(values, rows.Select(r => r.At).ToArray());
            Add(values, rows.Select(r => r.Manager.Name).ToArray());
            Add(values, rows.Select(r => r.Manager.Grain).ToArray());
            Add(values, rows.Select(r => r.Manager.Roles).ToArray());
            values.Add(new NpgsqlParameter<string[]>
            {
                TypedValue = [.. rows.Select(r => Encoding.UTF8.GetString(r.State))],
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
            });
        }
    }

    private static string Text(StoreShape shape)
    {
        var last = 7;
        string Next() => $"${++last}";
        var first = shape.HasFlag(StoreShape.Insert);
        var head = first ? Insert(shape, Next) : Update(shape, Next);
        var before = first ? $"WITH mine AS (DELETE FROM {Fence} WHERE {Key} AND fence = $4 RETURNING 1)" : "";
        const StoreShape ofPending = StoreShape.Drop | StoreShape.Prepare | StoreShape.PrepareMany;
        if ((shape & ofPending) == 0)
        {
            return $"{before} {head}";
        }

        var text = new StringBuilder($"{(first ? $"{before}," : "WITH")} head AS ({head} RETURNING 1)");
        if (shape.HasFlag(StoreShape.Drop))
        {
            // Rows that are prepared anew below are replaced there: one statement may touch a row once.
            text.Append($", gone AS (DELETE FROM {Pending} USING head WHERE {Key} AND (sequence <= {Next()} OR sequence > {Next()}) AND sequence <> ALL ({Next()}))");
        }

        if ((shape & (StoreShape.Prepare | StoreShape.PrepareMany)) != 0)
        {
            var rows = shape.HasFlag(StoreShape.Prepare)
                ? $"{Next()}, {Next()}, {Next()}, {Next()}, {Next()}, {Next()}, {Next()} FROM head"
                : $"r.* FROM head, unnest({Next()}, {Next()}, {Next()}, {Next()}, {Next()}, {Next()}, {Next()}) r";
            text.Append($"""
                , kept AS (INSERT INTO {Pending} (service_id, grain_id, state_name, sequence, transaction_id, at, manager_name, manager_grain, manager_roles, state)
                SELECT $1, $2, $3, {rows}
                ON CONFLICT (service_id, grain_id, state_name, sequence) DO UPDATE SET transaction_id = EXCLUDED.transaction_id, at = EXCLUDED.at,
                manager_name = EXCLUDED.manager_name, manager_grain = EXCLUDED.manager_grain, manager_roles = EXCLUDED.manager_roles, state = EXCLUDED.state)
                """);
        }

        return text.Append(" SELECT 1 FROM head").ToString();
    }

    private static string Insert(StoreShape shape, Func<string> next) => $"""
        INSERT INTO {Table} (service_id, grain_id, state_name, fence, clock, commit_records, version, committed_sequence, state)
        SELECT $1, $2, $3, $4, $5, $6, $7 + 1, {(shape.HasFlag(StoreShape.Commit) ? $"{next()}, {next()}" : "0, NULL")} FROM mine ON CONFLICT DO NOTHING
        """;

    private static string Update(StoreShape shape, Func<string> next)
    {
        const string set = $"UPDATE {Table} s SET version = s.version + 1, clock = $5, commit_records = $6";
        const string where = "WHERE s.service_id = $1 AND s.grain_id = $2 AND s.state_name = $3 AND s.fence = $4 AND s.version = $7";
        if (shape.HasFlag(StoreShape.Commit))
        {
            return $"{set}, committed_sequence = {next()}, state = {next()} {where}";
        }

        if (!shape.HasFlag(StoreShape.Confirm))
        {
            return $"{set} {where}";
        }

        var sequence = next();
        return $"""
            {set}, committed_sequence = {sequence}, state = p.state FROM {Pending} p
            {where} AND p.service_id = $1 AND p.grain_id = $2 AND p.state_name = $3 AND p.sequence = {sequence}
            """;
    }

    private static void Add<T>(NpgsqlParameterCollection values, T value) => values.Add(new NpgsqlParameter<T> { TypedValue = value });

    private static void AddText(NpgsqlParameterCollection values, string? value) => values.Add(
        value is null ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text } : new NpgsqlParameter<string> { TypedValue = value });

    private static void AddJson(NpgsqlParameterCollection values, byte[] text) =>
        values.Add(new NpgsqlParameter<byte[]> { TypedValue = text, NpgsqlDbType = NpgsqlDbType.Jsonb });
}
