using OrleansBridge.Onnx.Schema;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Onnx.Building;

/// <summary>ONNX operators with the shapes they give. Only such as run on every backend of ONNX Runtime Web.</summary>
internal static class Operators
{
    public static Value Add(this GraphBuilder graph, Value left, Value right) => graph.Binary("Add", left, right);

    public static Value Sub(this GraphBuilder graph, Value left, Value right) => graph.Binary("Sub", left, right);

    public static Value Mul(this GraphBuilder graph, Value left, Value right) => graph.Binary("Mul", left, right);

    public static Value Div(this GraphBuilder graph, Value left, Value right) => graph.Binary("Div", left, right);

    /// <summary>Adds, multiplies and so on by one number.</summary>
    public static Value Scalar(this GraphBuilder graph, string op, Value value, float number) =>
        graph.Binary(op, value, graph.Constant("scalar", [], number));

    public static Value Unary(this GraphBuilder graph, string op, Value value) => graph.Node(op, value.Type, value.Dims, [value]);

    public static Value Softmax(this GraphBuilder graph, Value value) =>
        graph.Node("Softmax", value.Type, value.Dims, [value], Int("axis", -1));

    public static Value Cast(this GraphBuilder graph, Value value, ElementType type) =>
        graph.Node("Cast", type, value.Dims, [value], Int("to", type.Code));

    public static Value MatMul(this GraphBuilder graph, Value left, Value right)
    {
        var batch = Broadcast([.. left.Dims.SkipLast(2)], [.. right.Dims.SkipLast(2)]);
        return graph.Node("MatMul", left.Type, [.. batch, left.Dims[^2], right.Dims[^1]], [left, right]);
    }

    public static Value Reshape(this GraphBuilder graph, Value value, params long[] dims) =>
        graph.Node("Reshape", value.Type, dims, [value, graph.Constant("shape", [dims.Length], dims)]);

    public static Value Expand(this GraphBuilder graph, Value value, params long[] dims) =>
        graph.Node("Expand", value.Type, dims, [value, graph.Constant("shape", [dims.Length], dims)]);

    public static Value Transpose(this GraphBuilder graph, Value value, params long[] order) =>
        graph.Node("Transpose", value.Type, [.. order.Select(axis => value.Dims[(int)axis])], [value], Ints("perm", order));

    public static Value Concat(this GraphBuilder graph, int axis, params Value[] values)
    {
        long[] dims = [.. values[0].Dims];
        dims[axis] = values.Sum(value => value.Dims[axis]);
        return graph.Node("Concat", values[0].Type, dims, values, Int("axis", axis));
    }

    public static Value Slice(this GraphBuilder graph, Value value, int axis, long start, long end)
    {
        long[] dims = [.. value.Dims];
        dims[axis] = end - start;
        return graph.Node("Slice", value.Type, dims, [value, graph.Constant("starts", [1], start), graph.Constant("ends", [1], end), graph.Constant("axes", [1], (long)axis)]);
    }

    /// <summary>Rows of a table by index.</summary>
    public static Value Gather(this GraphBuilder graph, Value table, Value index) =>
        graph.Node("Gather", table.Type, [.. index.Dims, .. table.Dims.Skip(1)], [table, index], Int("axis", 0));

    public static Value ReduceMean(this GraphBuilder graph, Value value, int axis, bool keep) =>
        graph.Reduce("ReduceMean", value, axis, keep, [value], Ints("axes", axis));

    public static Value ReduceSum(this GraphBuilder graph, Value value, int axis, bool keep) =>
        graph.Reduce("ReduceSum", value, axis, keep, [value, graph.Constant("axes", [1], (long)axis)]);

    public static Value LayerNormalization(this GraphBuilder graph, Value value, Value scale, Value bias, float epsilon) =>
        graph.Node("LayerNormalization", value.Type, value.Dims, [value, scale, bias], Int("axis", -1), new AttributeProto { Name = "epsilon", Type = 1, F = epsilon });

    /// <summary>A convolution over one or two dimensions, the same stride and padding in each.</summary>
    public static Value Conv(this GraphBuilder graph, Value value, Value weight, Value bias, long stride, long pad)
    {
        long[] kernel = [.. weight.Dims.Skip(2)];
        long[] size = [.. kernel.Select((width, i) => ((value.Dims[i + 2] + (2 * pad) - width) / stride) + 1)];
        return graph.Node(
            "Conv",
            value.Type,
            [value.Dims[0], weight.Dims[0], .. size],
            [value, weight, bias],
            Ints("kernel_shape", kernel),
            Ints("strides", [.. kernel.Select(_ => stride)]),
            Ints("pads", [.. kernel.Concat(kernel).Select(_ => pad)]));
    }

    private static Value Binary(this GraphBuilder graph, string op, Value left, Value right) =>
        graph.Node(op, left.Type, Broadcast(left.Dims, right.Dims), [left, right]);

    private static Value Reduce(this GraphBuilder graph, string op, Value value, int axis, bool keep, Value[] inputs, params AttributeProto[] axes)
    {
        var dims = value.Dims.ToList();
        dims.RemoveAt(axis);
        if (keep)
        {
            dims.Insert(axis, 1);
        }

        return graph.Node(op, value.Type, dims, inputs, [.. axes, Int("keepdims", keep ? 1 : 0)]);
    }

    private static long[] Broadcast(IReadOnlyList<long> left, IReadOnlyList<long> right)
    {
        int rank = Math.Max(left.Count, right.Count);
        return [.. Enumerable.Range(0, rank).Select(i => Math.Max(At(left, i), At(right, i)))];

        long At(IReadOnlyList<long> dims, int i) => i < rank - dims.Count ? 1 : dims[i - rank + dims.Count];
    }

    private static AttributeProto Int(string name, long value) => new() { Name = name, Type = 2, I = value };

    private static AttributeProto Ints(string name, params long[] values) => new() { Name = name, Type = 7, Ints = { values } };
}
