using OrleansBridge.Execution;

namespace OrleansBridge.Workers;

/// <summary>A silo's agent, as it announces itself: what its browsers can do and which workers it hosts.</summary>
[GenerateSerializer, Immutable, Alias("bridge.SiloOffer")]
public sealed record SiloOffer
{
    /// <summary>The silo.</summary>
    [Id(0)] public required string Silo { get; init; }

    /// <summary>What its browser types can do.</summary>
    [Id(1)] public IReadOnlyList<BrowserCapability> Browsers { get; init; } = [];

    /// <summary>One heartbeat a worker hosted there.</summary>
    [Id(2)] public IReadOnlyList<WorkerHeartbeat> Workers { get; init; } = [];
}
