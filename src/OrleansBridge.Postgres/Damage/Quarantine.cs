using Npgsql;

namespace OrleansBridge.Postgres;

/// <summary>Keeps damaged rows of ledgers as they were found: <c>bridge.quarantine</c>.</summary>
public sealed class Quarantine(NpgsqlDataSource source)
{
    /// <summary>Copies a ledger's row; one that was copied before with the same content is not copied again.</summary>
    public async Task KeepAsync(string serviceId, string grainId, string stateName, string why, CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand("""
            INSERT INTO bridge.quarantine (service_id, grain_id, state_name, content, why)
            SELECT service_id, grain_id, state_name, to_jsonb(s), $4 FROM orleans.transactional_state s
            WHERE service_id = $1 AND grain_id = $2 AND state_name = $3 AND NOT EXISTS (
              SELECT FROM bridge.quarantine q
              WHERE q.grain_id = $2 AND q.service_id = $1 AND q.state_name = $3 AND q.content->'state' = s.state AND q.content->'version' = to_jsonb(s.version))
            """);
        foreach (var value in new[] { serviceId, grainId, stateName, why })
        {
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        }

        await command.ExecuteNonQueryAsync(cancellation);
    }
}
