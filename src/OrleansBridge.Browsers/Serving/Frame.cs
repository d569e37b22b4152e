using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansBridge.Browsers.Serving;

/// <summary>
/// One binary message to or from a runner page: <c>[u32 header length][JSON header][blobs]</c>, every part aligned to 8 bytes.
/// The twin of <c>frames.js</c>.
/// </summary>
internal sealed class Frame
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly (int Offset, int Length)[] _blobs;

    private Frame(JsonElement header, ReadOnlyMemory<byte> body)
    {
        Header = header;
        _body = body;
        _blobs = [.. header.GetProperty("blobs").EnumerateArray().Select(b => (b[0].GetInt32(), b[1].GetInt32()))];
    }

    public JsonElement Header { get; }

    public ReadOnlyMemory<byte> Blob(int index) => _body.Slice(_blobs[index].Offset, _blobs[index].Length);

    public static Frame Decode(ReadOnlyMemory<byte> message)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(message.Span);
        using var header = JsonDocument.Parse(message.Slice(4, length));
        return new Frame(header.RootElement.Clone(), message[Align(4 + length)..]);
    }

    public static byte[] Encode(JsonObject header, IReadOnlyList<ReadOnlyMemory<byte>> blobs)
    {
        var places = new JsonArray();
        int size = 0;
        foreach (var blob in blobs)
        {
            places.Add(new JsonArray(size, blob.Length));
            size = Align(size + blob.Length);
        }

        header["blobs"] = places;
        byte[] text = JsonSerializer.SerializeToUtf8Bytes(header);
        int start = Align(4 + text.Length);
        byte[] message = new byte[start + size];
        BinaryPrimitives.WriteInt32LittleEndian(message, text.Length);
        text.CopyTo(message, 4);
        foreach (var blob in blobs)
        {
            blob.Span.CopyTo(message.AsSpan(start));
            start += Align(blob.Length);
        }

        return message;
    }

    private static int Align(int n) => checked(n + 7) & ~7;
}
