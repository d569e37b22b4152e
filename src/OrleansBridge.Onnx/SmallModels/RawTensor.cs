namespace OrleansBridge.Onnx.SmallModels;

/// <summary>A tensor as it goes to the reference runtime and comes back: its elements stand in a file of their own.</summary>
internal sealed record RawTensor(string Name, string Type, IReadOnlyList<long> Dims, string File);
