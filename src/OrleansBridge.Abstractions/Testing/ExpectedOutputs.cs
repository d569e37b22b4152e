namespace OrleansBridge.Testing;

/// <summary>What a test's outputs must be. An element passes when |actual - expected| &lt;= absolute + relative x |expected|.</summary>
[GenerateSerializer, Immutable, Alias("bridge.ExpectedOutputs")]
public sealed record ExpectedOutputs
{
    /// <summary>Output name to a file with an ONNX <c>TensorProto</c>. Empty: the model's own test data.</summary>
    [Id(0)] public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>Absolute tolerance. Null: the catalog's, else 1e-4.</summary>
    [Id(1)] public double? AbsoluteTolerance { get; init; }

    /// <summary>Relative tolerance. Null: the catalog's, else 1e-3.</summary>
    [Id(2)] public double? RelativeTolerance { get; init; }
}
