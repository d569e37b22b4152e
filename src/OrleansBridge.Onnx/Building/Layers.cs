namespace OrleansBridge.Onnx.Building;

/// <summary>
/// The layers transformers are made of. Weights have a standard deviation of 1/sqrt(fan in), so that every layer keeps
/// the variance of its input and outputs neither vanish nor saturate.
/// </summary>
internal static class Layers
{
    public static Value Linear(this GraphBuilder graph, string name, Value value, long width, bool bias = true)
    {
        long from = value.Dims[^1];
        return graph.In(name, () =>
        {
            var product = graph.MatMul(value, graph.Weight("weight", 0, 1 / Math.Sqrt(from), from, width));
            return bias ? graph.Add(product, graph.Weight("bias", 0, .1, width)) : product;
        });
    }

    public static Value LayerNorm(this GraphBuilder graph, string name, Value value) =>
        graph.In(name, () => graph.LayerNormalization(
            value, graph.Weight("weight", 1, .1, value.Dims[^1]), graph.Weight("bias", 0, .1, value.Dims[^1]), 1e-5f));

    /// <summary>x / sqrt(mean(x^2) + eps) x weight (Zhang and Sennrich 2019).</summary>
    public static Value RmsNorm(this GraphBuilder graph, string name, Value value) => graph.In(name, () =>
    {
        var mean = graph.ReduceMean(graph.Mul(value, value), value.Dims.Count - 1, keep: true);
        var norm = graph.Unary("Sqrt", graph.Scalar("Add", mean, 1e-5f));
        return graph.Mul(graph.Div(value, norm), graph.Weight("weight", 1, .1, value.Dims[^1]));
    });

    /// <summary>The exact GELU, x/2 (1 + erf(x / sqrt 2)).</summary>
    public static Value Gelu(this GraphBuilder graph, Value value) => graph.In("gelu", () =>
    {
        var erf = graph.Unary("Erf", graph.Scalar("Div", value, 1.41421356f));
        return graph.Scalar("Mul", graph.Mul(value, graph.Scalar("Add", erf, 1)), .5f);
    });

    public static Value Mlp(this GraphBuilder graph, Value value, long width) => graph.In("mlp", () =>
        graph.Linear("fc2", graph.Gelu(graph.Linear("fc1", value, width)), value.Dims[^1]));

    /// <summary>Rows of a learned table.</summary>
    public static Value Embedding(this GraphBuilder graph, string name, Value ids, long rows, long width) =>
        graph.In(name, () => graph.Gather(graph.Weight("weight", 0, 1, rows, width), ids));

    /// <summary>A mask of ones and zeros [1, tokens] as what is added to attention scores, 0 or -1e9, [1, 1, 1, tokens].</summary>
    public static Value AdditiveMask(this GraphBuilder graph, Value mask) => graph.In("mask", () =>
    {
        var floats = graph.Cast(mask, Tensors.ElementType.Float32);
        var additive = graph.Scalar("Mul", graph.Sub(graph.Constant("one", [], 1f), floats), -1e9f);
        return graph.Reshape(additive, 1, 1, 1, mask.Dims[1]);
    });

    /// <summary>0 on and below the diagonal, -1e9 above it, [1, 1, tokens, tokens].</summary>
    public static Value CausalMask(this GraphBuilder graph, int tokens) =>
        graph.Constant("causal_mask", [1, 1, tokens, tokens], [.. Enumerable.Range(0, tokens * tokens).Select(i => i % tokens > i / tokens ? -1e9f : 0f)]);
}
