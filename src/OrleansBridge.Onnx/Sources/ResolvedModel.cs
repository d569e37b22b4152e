using OrleansBridge.Onnx.Comparison;
using OrleansBridge.Onnx.Folders;
using OrleansBridge.Onnx.Models;

namespace OrleansBridge.Onnx.Sources;

/// <summary>A model that is ready to run: on disk, checked, with inputs that fit it.</summary>
public sealed record ResolvedModel
{
    /// <summary>The model's name.</summary>
    public required string ModelId { get; init; }

    /// <summary>The model: path, digest, inputs and outputs, external data, node count, operator set.</summary>
    public required ModelFile Model { get; init; }

    /// <summary>What to run it on: at least one.</summary>
    public required IReadOnlyList<DataSet> DataSets { get; init; }

    /// <summary>How far outputs may be off.</summary>
    public required Tolerance Tolerance { get; init; }
}
