namespace OrleansBridge.Onnx.Building;

/// <summary>Multi-head attention (Vaswani et al. 2017) and the blocks around it.</summary>
internal static class Attention
{
    /// <summary>Attention of <paramref name="queries"/> [1, n, width] over <paramref name="memory"/> [1, m, width].</summary>
    public static Value MultiHead(this GraphBuilder graph, string name, Value queries, Value memory, int heads, Value? mask = null) => graph.In(name, () =>
    {
        long width = queries.Dims[2];
        var q = graph.Heads(graph.Linear("query", queries, width), heads);
        var k = graph.Heads(graph.Linear("key", memory, width), heads);
        var v = graph.Heads(graph.Linear("value", memory, width), heads);
        return graph.Linear("output", graph.Merge(graph.Attend(q, k, v, mask)), width);
    });

    /// <summary>softmax(q k / sqrt(d) + mask) v over [1, heads, tokens, d].</summary>
    public static Value Attend(this GraphBuilder graph, Value q, Value k, Value v, Value? mask)
    {
        var scores = graph.Scalar("Mul", graph.MatMul(q, graph.Transpose(k, 0, 1, 3, 2)), (float)(1 / Math.Sqrt(q.Dims[3])));
        return graph.MatMul(graph.Softmax(mask is null ? scores : graph.Add(scores, mask)), v);
    }

    /// <summary>[1, tokens, width] to [1, heads, tokens, width / heads].</summary>
    public static Value Heads(this GraphBuilder graph, Value value, int heads) =>
        graph.Transpose(graph.Reshape(value, 1, value.Dims[1], heads, value.Dims[2] / heads), 0, 2, 1, 3);

    /// <summary>[1, heads, tokens, d] to [1, tokens, heads x d].</summary>
    public static Value Merge(this GraphBuilder graph, Value value) =>
        graph.Reshape(graph.Transpose(value, 0, 2, 1, 3), 1, value.Dims[2], value.Dims[1] * value.Dims[3]);

    /// <summary>Normalisation before each part, as in ViT and Whisper.</summary>
    public static Value PreNormBlock(this GraphBuilder graph, string name, Value value, int heads, long mlp, Value? mask = null) => graph.In(name, () =>
    {
        var normed = graph.LayerNorm("norm1", value);
        var attended = graph.Add(value, graph.MultiHead("attention", normed, normed, heads, mask));
        return graph.Add(attended, graph.Mlp(graph.LayerNorm("norm2", attended), mlp));
    });

    /// <summary>Normalisation after each part, as in BERT.</summary>
    public static Value PostNormBlock(this GraphBuilder graph, string name, Value value, int heads, long mlp, Value? mask = null) => graph.In(name, () =>
    {
        var attended = graph.LayerNorm("norm1", graph.Add(value, graph.MultiHead("attention", value, value, heads, mask)));
        return graph.LayerNorm("norm2", graph.Add(attended, graph.Mlp(attended, mlp)));
    });

    /// <summary>As <see cref="PreNormBlock"/>, with attention over another sequence between.</summary>
    public static Value CrossBlock(this GraphBuilder graph, string name, Value value, Value memory, int heads, long mlp, Value? mask = null) => graph.In(name, () =>
    {
        var normed = graph.LayerNorm("norm1", value);
        var self = graph.Add(value, graph.MultiHead("attention", normed, normed, heads, mask));
        var crossed = graph.Add(self, graph.MultiHead("cross_attention", graph.LayerNorm("norm2", self), memory, heads));
        return graph.Add(crossed, graph.Mlp(graph.LayerNorm("norm3", crossed), mlp));
    });
}
