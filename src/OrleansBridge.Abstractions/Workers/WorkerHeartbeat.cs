using OrleansBridge.Execution;

namespace OrleansBridge.Workers;

/// <summary>What an agent tells the balancer every 2 s about one of its workers.</summary>
[GenerateSerializer, Immutable, Alias("bridge.WorkerHeartbeat")]
public sealed record WorkerHeartbeat
{
    /// <summary>The worker.</summary>
    [Id(0)] public required WorkerDescriptor Descriptor { get; init; }

    /// <summary>The agent's generation of the worker; a higher one fences a lower.</summary>
    [Id(1)] public required long Generation { get; init; }

    /// <summary>Runs the agent holds, whatever their phase.</summary>
    [Id(2)] public IReadOnlyList<RunKey> Runs { get; init; } = [];

    /// <summary>Living browser instances.</summary>
    [Id(3)] public IReadOnlyList<BrowserSnapshot> Browsers { get; init; } = [];

    /// <summary>Memory free on the machine, GB (10^9 bytes).</summary>
    [Id(4)] public double FreeMemoryGb { get; init; }

    /// <summary>Whether the worker takes no new assignments.</summary>
    [Id(5)] public bool Draining { get; init; }

    /// <summary>Those of the runs that wait for a browser and have not started.</summary>
    [Id(6)] public IReadOnlyList<RunKey> Waiting { get; init; } = [];
}
