using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Orleans.Storage;

namespace Orleans.Transactions.Postgres;

/// <summary>Reads committed states, and has damaged ones made anew.</summary>
internal sealed class CommittedStates(NpgsqlDataSource source, StateJson json, IDamagedStateHandler? handler)
{
    // Under the fence of this load: whoever loaded since has seen to it.
    private const string Replace = """
        UPDATE orleans.transactional_state SET state = $5 WHERE service_id = $1 AND grain_id = $2 AND state_name = $3 AND fence = $4
        """;

    public async Task<TState> ReadAsync<TState>(StateKey key, long fence, byte[] text)
        where TState : class, new()
    {
        string why;
        try
        {
            var state = json.Read<TState>(text);
            if (handler?.Check(key.GrainId, key.StateName, state) is not { } problem)
            {
                return state;
            }

            why = problem;
        }
        catch (Exception error) when (handler is not null && error is JsonException or NotSupportedException or FormatException or ArgumentException or InvalidOperationException)
        {
            why = error.Message;
        }

        var rebuilt = await handler.RebuildAsync(new DamagedState(key.ServiceId, key.GrainId, key.StateName, text, why)).ConfigureAwait(false) as TState
            ?? throw new PostgresStorageException($"The state of {key} is damaged and could not be rebuilt: {why}");
        await ReplaceAsync(key, fence, json.Write(rebuilt, key)).ConfigureAwait(false);
        return rebuilt;
    }

    private async Task ReplaceAsync(StateKey key, long fence, byte[] text)
    {
        await using var command = source.CreateCommand(Replace);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.ServiceId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.GrainId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = key.StateName });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = fence });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = text, NpgsqlDbType = NpgsqlDbType.Jsonb });
        if (await command.ExecuteNonQueryAsync().ConfigureAwait(false) == 0)
        {
            throw new InconsistentStateException($"The state of {key} was loaded elsewhere while it was rebuilt.", "unknown", "unknown");
        }
    }
}
