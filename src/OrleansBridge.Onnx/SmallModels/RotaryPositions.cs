using OrleansBridge.Onnx.Building;

namespace OrleansBridge.Onnx.SmallModels;

/// <summary>Rotary position embedding (Su et al. 2021): pairs of channels are turned by an angle that grows with the position.</summary>
internal sealed class RotaryPositions(GraphBuilder graph, int tokens, int width)
{
    private readonly Value _cos = Table(graph, "rotary_cos", tokens, width, Math.Cos);
    private readonly Value _sin = Table(graph, "rotary_sin", tokens, width, Math.Sin);

    /// <summary>Turns [1, heads, tokens, width].</summary>
    public Value Apply(Value value) => graph.In("rotary", () =>
    {
        var low = graph.Slice(value, axis: 3, 0, width / 2);
        var high = graph.Slice(value, axis: 3, width / 2, width);
        var turned = graph.Concat(3, graph.Unary("Neg", high), low);
        return graph.Add(graph.Mul(value, _cos), graph.Mul(turned, _sin));
    });

    private static Value Table(GraphBuilder graph, string name, int tokens, int width, Func<double, double> of) => graph.Constant(
        name,
        [1, 1, tokens, width],
        [.. Enumerable.Range(0, tokens * width).Select(i => (float)of(i / width * Math.Pow(10_000, -2.0 * (i % width % (width / 2)) / width)))]);
}
