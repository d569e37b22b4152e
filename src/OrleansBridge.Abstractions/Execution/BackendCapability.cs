namespace OrleansBridge.Execution;

/// <summary>What a probe of one backend found.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="Works">Whether a small matrix product gave the right numbers.</param>
/// <param name="Adapter">The GPU adapter or ML device, null for wasm.</param>
/// <param name="SoftwareAdapter">Whether the adapter is a software one, null for wasm.</param>
/// <param name="Problem">What went wrong, null when it works.</param>
[GenerateSerializer, Immutable, Alias("bridge.BackendCapability")]
public sealed record BackendCapability(
    [property: Id(0)] string Backend,
    [property: Id(1)] bool Works,
    [property: Id(2)] string? Adapter,
    [property: Id(3)] bool? SoftwareAdapter,
    [property: Id(4)] string? Problem);
