using System.Buffers;
using System.Text.Json;
using Orleans.Transactions.Abstractions;

namespace Orleans.Transactions.Postgres;

/// <summary>
/// Commit records as JSON: <c>{transaction id: {"at": ticks, "writers": [{"name", "grain", "roles"}]}}</c>. A transaction
/// is committed when its id is a key there, which SQL can ask.
/// </summary>
internal static class MetadataJson
{
    private static readonly byte[] s_none = "{}"u8.ToArray();

    public static byte[] Write(Dictionary<Guid, CommitRecord> records)
    {
        if (records.Count == 0)
        {
            return s_none;
        }

        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (transaction, record) in records)
            {
                json.WriteStartObject(transaction.ToString());
                json.WriteNumber("at"u8, record.Timestamp.Ticks);
                json.WriteStartArray("writers"u8);
                foreach (var participant in record.WriteParticipants)
                {
                    var row = ParticipantRow.Of(participant);
                    json.WriteStartObject();
                    json.WriteString("name"u8, row.Name);
                    json.WriteString("grain"u8, row.Grain);
                    json.WriteNumber("roles"u8, row.Roles);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static Dictionary<Guid, CommitRecord> Read(byte[] text, IGrainFactory grains)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.EnumerateObject().ToDictionary(
            record => Guid.Parse(record.Name),
            record => new CommitRecord
            {
                Timestamp = Ticks.Read(record.Value.GetProperty("at").GetInt64()),
                WriteParticipants = [.. record.Value.GetProperty("writers").EnumerateArray().Select(Row).Select(r => r.Read(grains))],
            });
    }

    private static ParticipantRow Row(JsonElement writer) => new(
        writer.GetProperty("name").GetString(), writer.GetProperty("grain").GetString(), writer.GetProperty("roles").GetInt32());
}
