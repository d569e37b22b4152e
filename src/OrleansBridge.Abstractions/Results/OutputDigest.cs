namespace OrleansBridge.Results;

/// <summary>One output of a run.</summary>
/// <param name="Name">The graph's output name.</param>
/// <param name="Dims">Its shape.</param>
/// <param name="Type">Its element type, as ONNX Runtime Web names it (<c>float32</c>).</param>
/// <param name="Sha256">Digest of its little-endian bytes; of the length-prefixed UTF-8 strings for a string tensor. Lower-case hex.</param>
[GenerateSerializer, Immutable, Alias("bridge.OutputDigest")]
public sealed record OutputDigest(
    [property: Id(0)] string Name,
    [property: Id(1)] IReadOnlyList<long> Dims,
    [property: Id(2)] string Type,
    [property: Id(3)] string Sha256);
