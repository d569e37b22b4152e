namespace OrleansBridge.Grains.Ledgers;

/// <summary>Where on its worker a test was assigned.</summary>
[GenerateSerializer, Immutable, Alias("bridge.AssignedPlace")]
public sealed record AssignedPlace([property: Id(0)] long Generation, [property: Id(1)] string Browser, [property: Id(2)] string Backend);
