using OrleansBridge.Testing;

namespace OrleansBridge.Grains.Ledgers;

/// <summary>One committed change of a test. Kept with the state, from where the store appends it to <c>bridge.events</c>.</summary>
[GenerateSerializer, Immutable, Alias("bridge.Transition")]
public sealed record Transition(
    [property: Id(0)] long Version,
    [property: Id(1)] long Epoch,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string Kind,
    [property: Id(4)] TestStatus Status,
    [property: Id(5)] string? Worker,
    [property: Id(6)] string? Why);
