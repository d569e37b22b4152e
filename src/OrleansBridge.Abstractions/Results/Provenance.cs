namespace OrleansBridge.Results;

/// <summary>With what a result was made.</summary>
[GenerateSerializer, Immutable, Alias("bridge.Provenance")]
public sealed record Provenance
{
    /// <summary>ONNX Runtime Web's version.</summary>
    [Id(0)] public string? OrtVersion { get; init; }

    /// <summary>The bundle that was loaded (<c>ort.wasm</c>, <c>ort.webgpu</c>).</summary>
    [Id(1)] public string? OrtBundle { get; init; }

    /// <summary>Wasm threads.</summary>
    [Id(2)] public int? Threads { get; init; }

    /// <summary>Digest of the model file, lower-case hex.</summary>
    [Id(3)] public string? ModelSha256 { get; init; }

    /// <summary>The bridge's version.</summary>
    [Id(4)] public string? BridgeVersion { get; init; }

    /// <summary>Operating system and kernel.</summary>
    [Id(5)] public string? Os { get; init; }

    /// <summary>GPU driver, where the adapter tells.</summary>
    [Id(6)] public string? Driver { get; init; }
}
