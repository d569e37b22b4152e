namespace OrleansBridge.Grains;

/// <summary>What became of a result.</summary>
/// <param name="Accepted">Whether it was accepted under the current epoch.</param>
/// <param name="Again">Whether the test was queued for another attempt.</param>
[GenerateSerializer, Immutable, Alias("bridge.CompleteReply")]
public sealed record CompleteReply([property: Id(0)] bool Accepted, [property: Id(1)] bool Again);
