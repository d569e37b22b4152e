namespace OrleansBridge.Grains;

/// <summary>What became of an assignment.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Epoch">The epoch under which the test stands now.</param>
[GenerateSerializer, Immutable, Alias("bridge.AssignReply")]
public sealed record AssignReply([property: Id(0)] AssignStatus Status, [property: Id(1)] long Epoch);
