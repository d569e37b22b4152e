using OrleansBridge.Browsers.Execution;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Browsers.Probing;

/// <summary>A product of two 16 x 16 matrices whose answer is known: what a backend has to get right before it counts as there.</summary>
internal static class ProbeModel
{
    private const int Size = 16;

    private static readonly byte[] Model = Build();

    /// <summary>The product of A[i,j] = i + j and B[i,j] = i - j.</summary>
    public static PreparedRun Run() => PreparedRun.Of(Model, "probe", [Matrix("a", (i, j) => i + j), Matrix("b", (i, j) => i - j)]);

    public static bool IsRight(Tensor output) =>
        output.Type == ElementType.Float32 && output.ElementCount == Size * Size
        && output.As<float>().ToArray().Select((value, at) => Math.Abs(value - Expected(at / Size, at % Size)) < .01f).All(near => near);

    private static float Expected(int row, int column) => Enumerable.Range(0, Size).Sum(k => (row + k) * (k - column));

    private static Tensor Matrix(string name, Func<int, int, float> element)
    {
        float[] values = [.. Enumerable.Range(0, Size * Size).Select(at => element(at / Size, at % Size))];
        return Tensor.Of<float>(name, [Size, Size], values);
    }

    // An ONNX ModelProto by its field numbers: ir_version 1, graph 7, opset_import 8.
    private static byte[] Build()
    {
        byte[] node = [.. Text(1, "a"), .. Text(1, "b"), .. Text(2, "c"), .. Text(4, "MatMul")];
        byte[] graph = [.. Part(1, node), .. Text(2, "probe"), .. Part(11, Port("a")), .. Part(11, Port("b")), .. Part(12, Port("c"))];
        return [.. Number(1, 7), .. Part(7, graph), .. Part(8, [.. Text(1, ""), .. Number(2, 13)])];
    }

    private static byte[] Port(string name)
    {
        byte[] dim = Part(1, Number(1, Size));
        byte[] tensor = [.. Number(1, 1), .. Part(2, [.. dim, .. dim])];
        return [.. Text(1, name), .. Part(2, Part(1, tensor))];
    }

    private static byte[] Number(int field, byte value) => [(byte)(field << 3), value];

    private static byte[] Text(int field, string text) => Part(field, System.Text.Encoding.UTF8.GetBytes(text));

    private static byte[] Part(int field, byte[] content)
    {
        byte[] length = content.Length < 128 ? [(byte)content.Length] : [(byte)(content.Length | 128), (byte)(content.Length >> 7)];
        return [(byte)((field << 3) | 2), .. length, .. content];
    }
}
