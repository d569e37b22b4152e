using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Onnx.SmallModels;

/// <summary>One run to be done by the reference runtime.</summary>
/// <param name="Model">The model's file.</param>
/// <param name="Inputs">Its inputs.</param>
public sealed record ReferenceRun(string Model, IReadOnlyList<Tensor> Inputs);
