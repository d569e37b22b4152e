using OrleansBridge.Testing;

namespace OrleansBridge.Grains.Ledgers;

/// <summary>What a ledger step did to a test: its state afterwards and the change itself.</summary>
[GenerateSerializer, Immutable, Alias("bridge.CommittedChange")]
internal sealed record CommittedChange([property: Id(0)] TestSnapshot Snapshot, [property: Id(1)] Transition Last);
