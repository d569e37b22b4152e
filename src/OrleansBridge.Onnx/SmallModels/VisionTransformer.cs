using OrleansBridge.Onnx.Building;
using OrleansBridge.Onnx.Schema;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Onnx.SmallModels;

/// <summary>ViT (Dosovitskiy et al. 2021): patches by a convolution, a class token, learned positions, pre-norm blocks, a head.</summary>
internal static class VisionTransformer
{
    private const int Image = 96;
    private const int Width = 128;
    private const int Layers = 4;
    private const int Heads = 4;
    private const int Classes = 100;

    public static ModelProto Build()
    {
        var graph = new GraphBuilder("vit-tiny", seed: 1);
        var tokens = Encode(graph, graph.Input("pixel_values", ElementType.Float32, 1, 3, Image, Image), Width, Layers, Heads);
        var first = graph.Reshape(graph.Slice(tokens, axis: 1, 0, 1), 1, Width);
        graph.Output("logits", graph.Linear("classifier", first, Classes));
        return graph.Build();
    }

    /// <summary>Pixels [1, 3, n, n] to tokens [1, 1 + (n / 16)^2, width], the class token first.</summary>
    public static Value Encode(GraphBuilder graph, Value pixels, int width, int layers, int heads)
    {
        const int Patch = 16;
        var patches = graph.In("patch_embedding", () => graph.Conv(
            pixels, graph.Weight("weight", 0, 1 / Math.Sqrt(3 * Patch * Patch), width, 3, Patch, Patch), graph.Weight("bias", 0, .1, width), stride: Patch, pad: 0));
        long count = patches.Dims[2] * patches.Dims[3];
        var sequence = graph.Transpose(graph.Reshape(patches, 1, width, count), 0, 2, 1);
        var tokens = graph.Concat(1, graph.Weight("class_token", 0, 1, 1, 1, width), sequence);
        tokens = graph.Add(tokens, graph.Weight("position_embedding", 0, .5, 1, count + 1, width));
        for (int i = 0; i < layers; i++)
        {
            tokens = graph.PreNormBlock($"layer.{i}", tokens, heads, 4 * width);
        }

        return graph.LayerNorm("norm", tokens);
    }
}
