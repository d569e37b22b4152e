namespace OrleansBridge.Workers;

/// <summary>One worker as the farm sees it.</summary>
[GenerateSerializer, Immutable, Alias("bridge.WorkerSnapshot")]
public sealed record WorkerSnapshot
{
    /// <summary>The worker.</summary>
    [Id(0)] public required WorkerDescriptor Descriptor { get; init; }

    /// <summary>The agent's generation.</summary>
    [Id(1)] public long Generation { get; init; }

    /// <summary>Slots reserved by live assignments.</summary>
    [Id(2)] public int Reserved { get; init; }

    /// <summary>When its agent was last heard, null when never since the balancer started.</summary>
    [Id(3)] public DateTimeOffset? LastHeartbeat { get; init; }

    /// <summary>Whether its lease holds.</summary>
    [Id(4)] public bool Alive { get; init; }

    /// <summary>Whether it takes no new assignments.</summary>
    [Id(5)] public bool Draining { get; init; }

    /// <summary>Its threshold now: with more of its slots reserved it counts as overloaded, a share. Null: not known.</summary>
    [Id(6)] public double? OverloadedAbove { get; init; }

    /// <summary>Its threshold now: with less of its slots reserved it counts as underutilized, a share. Null: not known.</summary>
    [Id(7)] public double? UnderutilizedBelow { get; init; }
}
