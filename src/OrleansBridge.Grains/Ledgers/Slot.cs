using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Ledgers;

/// <summary>One reserved slot.</summary>
[GenerateSerializer, Immutable, Alias("bridge.Slot")]
public sealed record Slot([property: Id(0)] RunKey Run, [property: Id(1)] bool Exclusive);
