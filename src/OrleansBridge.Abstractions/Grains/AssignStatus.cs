namespace OrleansBridge.Grains;

/// <summary>What became of an assignment.</summary>
[GenerateSerializer, Alias("bridge.AssignStatus")]
public enum AssignStatus
{
    /// <summary>Committed and handed to the agent.</summary>
    Assigned,

    /// <summary>The test is not queued under that epoch: correct your view.</summary>
    Stale,

    /// <summary>The worker has no slot, another generation, or is draining: correct your view.</summary>
    WorkerRefused,

    /// <summary>The concurrency key is held by another test.</summary>
    KeyHeld,

    /// <summary>The transaction failed or its outcome is unknown: try again later.</summary>
    Failed,
}
