using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Onnx.Synthesis;

/// <summary>The elements of one synthesised input.</summary>
internal static class SyntheticElements
{
    // Without a table to look at, an index is kept where nearly every model has rows.
    private const long UnknownBound = 10;

    public static Tensor Make(ModelPort port, long[] dims, int count, long bound, SeededNumbers numbers)
    {
        var integer = Integers(port, dims, bound, numbers);
        return port.Type!.Name switch
        {
            "float32" => Of(_ => numbers.Normal()),
            "float64" => Of(_ => (double)numbers.Normal()),
            "float16" => Of(_ => (Half)numbers.Normal()),
            "bool" => Of(_ => IsMask(port.Name) || numbers.Below(2) == 1),
            "int64" => Of(integer),
            "uint64" => Of(i => (ulong)integer(i)),
            "int32" => Of(i => (int)integer(i)),
            "uint32" => Of(i => (uint)integer(i)),
            "int16" => Of(i => (short)integer(i)),
            "uint16" => Of(i => (ushort)integer(i)),
            "int8" => Of(i => (sbyte)integer(i)),
            "uint8" => Of(i => (byte)integer(i)),
            "string" => new Tensor(port.Name, dims, [.. Enumerable.Range(0, count).Select(i => $"text {integer(i)}")]),
            _ => new Tensor(port.Name, port.Type, dims, Nibbles(count, numbers)),
        };

        Tensor Of<T>(Func<int, T> element)
            where T : unmanaged => Tensor.Of<T>(port.Name, dims, [.. Enumerable.Range(0, count).Select(element)]);
    }

    private static Func<int, long> Integers(ModelPort port, long[] dims, long bound, SeededNumbers numbers)
    {
        long below = bound > 0 ? bound : UnknownBound;
        long last = dims.Length == 0 ? 1 : Math.Max(1, dims[^1]);
        return port.Name switch
        {
            var name when IsMask(name) => _ => 1,
            var name when Has(name, "type_id") || Has(name, "segment_id") => _ => 0,
            var name when Has(name, "position") => i => i % last % below,
            _ => _ => numbers.Below(below),
        };
    }

    private static bool IsMask(string name) => Has(name, "mask");

    private static bool Has(string name, string part) => name.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static byte[] Nibbles(int count, SeededNumbers numbers)
    {
        var packed = new byte[(count + 1) / 2];
        for (int i = 0; i < count; i++)
        {
            packed[i / 2] |= (byte)(numbers.Below(16) << (i % 2 * 4));
        }

        return packed;
    }
}
