using System.Text;

namespace OrleansBridge.Browsers.Tests;

/// <summary>An ONNX model of one node, written by its field numbers.</summary>
internal sealed record TinyModel(string Op, string[] Inputs, long[]? Dims = null, int ElementType = 1, int Opset = 13)
{
    /// <summary>A weight [n] of float32 kept in a file beside the model, as the last input.</summary>
    public (string Name, string File, long Count)? External { get; init; }

    /// <summary>Element type of the second input, where it differs.</summary>
    public int? TypeOfSecond { get; init; }

    public byte[] ToBytes()
    {
        byte[][] inputs = [.. Inputs.Select(name => Text(1, name))];
        byte[] node = [.. inputs.SelectMany(i => i), .. Text(2, "y"), .. Text(4, Op)];
        byte[] graph = [.. Part(1, node), .. Text(2, "tiny"), .. Weight()];
        foreach (string name in Inputs.Where(name => name != External?.Name))
        {
            graph = [.. graph, .. Part(11, Port(name, Dims, name == Inputs[0] ? ElementType : TypeOfSecond ?? ElementType))];
        }

        graph = [.. graph, .. Part(12, Port("y", null, ElementType))];
        return [.. Number(1, 7), .. Part(7, graph), .. Part(8, [.. Text(1, ""), .. Number(2, Opset)])];
    }

    private byte[] Weight()
    {
        if (External is not var (name, file, count))
        {
            return [];
        }

        byte[] location = Part(13, [.. Text(1, "location"), .. Text(2, file)]);
        return Part(5, [.. Number(1, count), .. Number(2, 1), .. Text(8, name), .. location, .. Number(14, 1)]);
    }

    private static byte[] Port(string name, long[]? dims, int type)
    {
        byte[] shape = dims is null ? [] : Part(2, [.. dims.SelectMany(d => Part(1, Number(1, d)))]);
        return [.. Text(1, name), .. Part(2, Part(1, [.. Number(1, type), .. shape]))];
    }

    private static byte[] Number(int field, long value) => [(byte)(field << 3), .. Varint(value)];

    private static byte[] Text(int field, string text) => Part(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Part(int field, byte[] content) => [(byte)((field << 3) | 2), .. Varint(content.Length), .. content];

    private static List<byte> Varint(long value)
    {
        var bytes = new List<byte>();
        for (; value > 127; value >>= 7)
        {
            bytes.Add((byte)(value | 128));
        }

        return [.. bytes, (byte)value];
    }
}
