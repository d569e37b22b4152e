namespace OrleansBridge.Testing;

/// <summary>Where a test's inputs come from: files, or values synthesised from the model's input specs.</summary>
[GenerateSerializer, Immutable, Alias("bridge.TestInputs")]
public sealed record TestInputs
{
    /// <summary>Input name to a file with an ONNX <c>TensorProto</c>. Empty: synthesise.</summary>
    [Id(0)] public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>Seed of synthesised values. Default 0.</summary>
    [Id(1)] public int Seed { get; init; }

    /// <summary>Sizes for symbolic dimensions, by their names. A dimension not named here is 1.</summary>
    [Id(2)] public IReadOnlyDictionary<string, int> Dims { get; init; } = new Dictionary<string, int>();
}
