namespace OrleansBridge.Workers;

/// <summary>One assignment's identity: what fencing compares.</summary>
/// <param name="TestId">The test.</param>
/// <param name="Epoch">Its epoch, which only grows.</param>
/// <param name="Part">The shard, 0 for an ordinary test.</param>
[GenerateSerializer, Immutable, Alias("bridge.RunKey")]
public sealed record RunKey(
    [property: Id(0)] string TestId,
    [property: Id(1)] long Epoch,
    [property: Id(2)] int Part);
