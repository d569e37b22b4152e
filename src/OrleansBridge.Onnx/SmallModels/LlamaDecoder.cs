using OrleansBridge.Onnx.Building;
using OrleansBridge.Onnx.Schema;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Onnx.SmallModels;

/// <summary>A Llama-style decoder (Touvron et al. 2023): RMSNorm, rotary positions, grouped-query attention under a causal mask, SwiGLU, logits.</summary>
internal static class LlamaDecoder
{
    private const int Tokens = 32;
    private const int Vocabulary = 1024;
    private const int Width = 192;
    private const int Layers = 4;
    private const int Heads = 6;
    private const int KeyHeads = 2;
    private const int HeadWidth = Width / Heads;
    private const int Mlp = 512;

    public static ModelProto Build()
    {
        var graph = new GraphBuilder("llama-mini", seed: 4);
        var ids = graph.Input("input_ids", ElementType.Int64, 1, Tokens);
        var padding = graph.Input("attention_mask", ElementType.Int64, 1, Tokens);
        var hidden = graph.In("model", () => Decode(graph, ids, padding));
        graph.Output("logits", graph.Linear("lm_head", hidden, Vocabulary, bias: false));
        return graph.Build();
    }

    private static Value Decode(GraphBuilder graph, Value ids, Value padding)
    {
        var rotary = new RotaryPositions(graph, Tokens, HeadWidth);
        var mask = graph.Add(graph.CausalMask(Tokens), graph.AdditiveMask(padding));
        var hidden = graph.Embedding("embed_tokens", ids, Vocabulary, Width);
        for (int i = 0; i < Layers; i++)
        {
            hidden = graph.In($"layers.{i}", () =>
            {
                var attended = graph.Add(hidden, Attend(graph, graph.RmsNorm("input_layernorm", hidden), mask, rotary));
                return graph.Add(attended, SwiGlu(graph, graph.RmsNorm("post_attention_layernorm", attended)));
            });
        }

        return graph.RmsNorm("norm", hidden);
    }

    private static Value Attend(GraphBuilder graph, Value value, Value mask, RotaryPositions rotary) => graph.In("self_attn", () =>
    {
        var q = rotary.Apply(graph.Heads(graph.Linear("q_proj", value, Width, bias: false), Heads));
        var k = rotary.Apply(graph.Heads(graph.Linear("k_proj", value, KeyHeads * HeadWidth, bias: false), KeyHeads));
        var v = graph.Heads(graph.Linear("v_proj", value, KeyHeads * HeadWidth, bias: false), KeyHeads);
        var attended = graph.Attend(q, Repeat(graph, k), Repeat(graph, v), mask);
        return graph.Linear("o_proj", graph.Merge(attended), Width, bias: false);
    });

    // Each key head serves Heads / KeyHeads neighbouring query heads.
    private static Value Repeat(GraphBuilder graph, Value value)
    {
        var apart = graph.Reshape(value, 1, KeyHeads, 1, Tokens, HeadWidth);
        return graph.Reshape(graph.Expand(apart, 1, KeyHeads, Heads / KeyHeads, Tokens, HeadWidth), 1, Heads, Tokens, HeadWidth);
    }

    private static Value SwiGlu(GraphBuilder graph, Value value) => graph.In("mlp", () =>
    {
        var gate = graph.Linear("gate_proj", value, Mlp, bias: false);
        var silu = graph.Mul(gate, graph.Unary("Sigmoid", gate));
        return graph.Linear("down_proj", graph.Mul(silu, graph.Linear("up_proj", value, Mlp, bias: false)), Width, bias: false);
    });
}
