using OrleansBridge.Onnx.Building;
using OrleansBridge.Onnx.Schema;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Onnx.SmallModels;

/// <summary>BERT (Devlin et al. 2019): token, position and type embeddings, masked post-norm blocks; the mean over real tokens is the sentence.</summary>
internal static class BertEncoder
{
    private const int Tokens = 32;
    private const int Vocabulary = 2048;
    private const int Width = 192;
    private const int Layers = 4;
    private const int Heads = 4;

    public static ModelProto Build()
    {
        var graph = new GraphBuilder("bert-mini", seed: 2);
        var ids = graph.Input("input_ids", ElementType.Int64, 1, Tokens);
        var mask = graph.Input("attention_mask", ElementType.Int64, 1, Tokens);
        var types = graph.Input("token_type_ids", ElementType.Int64, 1, Tokens);
        var hidden = Encode(graph, ids, types, mask, Vocabulary, Width, Layers, Heads);
        graph.Output("sentence_embedding", graph.In("pooler", () => MeanOverRealTokens(graph, hidden, mask)));
        graph.Output("last_hidden_state", hidden);
        return graph.Build();
    }

    /// <summary>Ids [1, n] to [1, n, width].</summary>
    public static Value Encode(GraphBuilder graph, Value ids, Value? types, Value mask, int vocabulary, int width, int layers, int heads)
    {
        var hidden = graph.In("embeddings", () =>
        {
            var sum = graph.Add(graph.Embedding("word", ids, vocabulary, width), graph.Weight("position", 0, .5, 1, ids.Dims[1], width));
            return graph.LayerNorm("norm", types is null ? sum : graph.Add(sum, graph.Embedding("token_type", types, 2, width)));
        });
        var additive = graph.AdditiveMask(mask);
        for (int i = 0; i < layers; i++)
        {
            hidden = graph.PostNormBlock($"layer.{i}", hidden, heads, 4 * width, additive);
        }

        return hidden;
    }

    private static Value MeanOverRealTokens(GraphBuilder graph, Value hidden, Value mask)
    {
        var real = graph.Reshape(graph.Cast(mask, ElementType.Float32), 1, mask.Dims[1], 1);
        return graph.Div(graph.ReduceSum(graph.Mul(hidden, real), axis: 1, keep: false), graph.ReduceSum(real, axis: 1, keep: false));
    }
}
