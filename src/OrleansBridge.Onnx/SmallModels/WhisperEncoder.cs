using OrleansBridge.Onnx.Building;
using OrleansBridge.Onnx.Schema;
using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Onnx.SmallModels;

/// <summary>Whisper's encoder (Radford et al. 2022): two convolutions over the mel spectrogram, sinusoidal positions, pre-norm blocks.</summary>
internal static class WhisperEncoder
{
    private const int Mels = 80;
    private const int Frames = 200;
    private const int Width = 160;
    private const int Layers = 4;
    private const int Heads = 4;

    public static ModelProto Build()
    {
        var graph = new GraphBuilder("whisper-tiny-encoder", seed: 3);
        var sound = graph.Input("input_features", ElementType.Float32, 1, Mels, Frames);
        var hidden = graph.In("encoder", () => Encode(graph, sound));
        graph.Output("last_hidden_state", hidden);
        return graph.Build();
    }

    private static Value Encode(GraphBuilder graph, Value sound)
    {
        var convolved = Convolve(graph, "conv2", Convolve(graph, "conv1", sound, stride: 1), stride: 2);
        var hidden = graph.Add(graph.Transpose(convolved, 0, 2, 1), Positions(graph, convolved.Dims[2]));
        for (int i = 0; i < Layers; i++)
        {
            hidden = graph.PreNormBlock($"layers.{i}", hidden, Heads, 4 * Width);
        }

        return graph.LayerNorm("layer_norm", hidden);
    }

    private static Value Convolve(GraphBuilder graph, string name, Value value, int stride) => graph.In(name, () => graph.Gelu(graph.Conv(
        value, graph.Weight("weight", 0, 1 / Math.Sqrt(3 * value.Dims[1]), Width, value.Dims[1], 3), graph.Weight("bias", 0, .1, Width), stride, pad: 1)));

    // Sines in the first half of the channels, cosines in the second, wavelengths from 2 pi to 10,000 x 2 pi.
    private static Value Positions(GraphBuilder graph, long count)
    {
        const int Half = Width / 2;
        var table = new float[count * Width];
        for (int at = 0; at < count; at++)
        {
            for (int i = 0; i < Half; i++)
            {
                double angle = at * Math.Exp(-Math.Log(10_000) / (Half - 1) * i);
                table[(at * Width) + i] = (float)Math.Sin(angle);
                table[(at * Width) + Half + i] = (float)Math.Cos(angle);
            }
        }

        return graph.Constant("positions", [1, count, Width], table);
    }
}
