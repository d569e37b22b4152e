using OrleansBridge.Onnx.Building;
using OrleansBridge.Onnx.Schema;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Onnx.SmallModels;

/// <summary>
/// A vision and a text encoder, cross-attention between them, and a causal decoder over the result. Each part's nodes carry
/// its name first (<c>vision_encoder/</c>, <c>text_encoder/</c>, <c>fusion/</c>, <c>decoder/</c>), so that the model can be cut by parts.
/// </summary>
internal static class VisionTextFusion
{
    private const int Image = 64;
    private const int Tokens = 24;
    private const int Vocabulary = 1024;
    private const int Width = 128;
    private const int Heads = 4;

    public static ModelProto Build()
    {
        var graph = new GraphBuilder("vision-text-fusion", seed: 5);
        var pixels = graph.Input("pixel_values", ElementType.Float32, 1, 3, Image, Image);
        var ids = graph.Input("input_ids", ElementType.Int64, 1, Tokens);
        var mask = graph.Input("attention_mask", ElementType.Int64, 1, Tokens);
        var seen = graph.In("vision_encoder", () => VisionTransformer.Encode(graph, pixels, Width, layers: 2, Heads));
        var read = graph.In("text_encoder", () => BertEncoder.Encode(graph, ids, types: null, mask, Vocabulary, Width, layers: 2, Heads));
        var fused = graph.In("fusion", () => graph.CrossBlock("layer.0", read, seen, Heads, 4 * Width));
        graph.Output("logits", graph.In("decoder", () => Decode(graph, fused, seen)));
        return graph.Build();
    }

    private static Value Decode(GraphBuilder graph, Value fused, Value seen)
    {
        var hidden = graph.CrossBlock("layer.0", fused, seen, Heads, 4 * Width, graph.CausalMask(Tokens));
        return graph.Linear("lm_head", graph.LayerNorm("norm", hidden), Vocabulary);
    }
}
