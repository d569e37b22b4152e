namespace OrleansBridge.Workers;

/// <summary>The balancer's answer to a silo's offer.</summary>
/// <param name="Workers">One answer a worker, by worker id.</param>
[GenerateSerializer, Immutable, Alias("bridge.OfferReply")]
public sealed record OfferReply([property: Id(0)] IReadOnlyDictionary<string, HeartbeatReply> Workers);
