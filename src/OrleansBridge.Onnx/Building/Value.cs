using OrleansBridge.Onnx.Tensors;

namespace OrleansBridge.Onnx.Building;

/// <summary>A value of a graph that is being built: an input, a weight or what a node gives.</summary>
internal sealed record Value(string Name, ElementType Type, IReadOnlyList<long> Dims);
