using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.Synthesis;
using OrleansBridge.Onnx.Tensors;
using OrleansBridge.Testing;

namespace OrleansBridge.Onnx.SmallModels;

/// <summary>The inputs of a small model's data sets: the first with full-length text, the others padded and in two segments.</summary>
internal static class SampleInputs
{
    public static IReadOnlyList<Tensor> For(ModelFile model, int set) =>
        [.. InputSynthesizer.Synthesize(model, new TestInputs { Seed = 100 + set }).Select(input => set == 0 ? input : Vary(input))];

    private static Tensor Vary(Tensor input)
    {
        int length = (int)input.ElementCount;
        return input.Name switch
        {
            "attention_mask" => Of(i => i < length * 3 / 4 ? 1 : 0),
            "token_type_ids" => Of(i => i < length / 2 ? 0 : 1),
            _ => input,
        };

        Tensor Of(Func<int, long> element) => Tensor.Of<long>(input.Name, input.Dims, [.. Enumerable.Range(0, length).Select(element)]);
    }
}
