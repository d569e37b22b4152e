using OrleansBridge.Onnx.Models;
using OrleansBridge.Onnx.Tensors;
using OrleansBridge.Testing;

namespace OrleansBridge.Onnx.Synthesis;

/// <summary>
/// Inputs for a model that has none, from its input specs and a seed: floats about N(0, 1), masks of ones, positions that
/// count up, indices inside the table they index.
/// </summary>
public static class InputSynthesizer
{
    /// <summary>Values for every input that has no default.</summary>
    /// <exception cref="ModelException">An input whose shape or type the model does not tell, or a named dimension that no input has.</exception>
    public static IReadOnlyList<Tensor> Synthesize(ModelFile model, TestInputs inputs)
    {
        var symbols = model.Inputs.SelectMany(port => port.Dims ?? []).Select(dim => dim.Symbol).OfType<string>().ToHashSet();
        if (inputs.Dims.Keys.FirstOrDefault(name => !symbols.Contains(name)) is { } unknown)
        {
            string known = symbols.Count == 0 ? "the model has none" : $"the model has {string.Join(", ", symbols.Order(StringComparer.Ordinal))}";
            throw new ModelException($"inputs.dims names the dimension '{unknown}', {known}");
        }

        return [.. model.RequiredInputs.Select(port => Synthesize(port, inputs, model.IndexBounds.GetValueOrDefault(port.Name)))];
    }

    private static Tensor Synthesize(ModelPort port, TestInputs inputs, long bound)
    {
        if (port.Type is null)
        {
            throw new ModelException($"input {port.Unsupported}");
        }

        if (port.Dims is null)
        {
            throw new ModelException($"the model does not tell the shape of input '{port.Name}': give it as a file under inputs.files");
        }

        long[] dims = [.. port.Dims.Select(dim => dim.Size ?? (dim.Symbol is null ? 1 : inputs.Dims.GetValueOrDefault(dim.Symbol, 1)))];
        long count = dims.Aggregate(1L, (product, dim) => checked(product * dim));
        return SyntheticElements.Make(port, dims, checked((int)count), bound, SeededNumbers.For(inputs.Seed, port.Name));
    }
}
