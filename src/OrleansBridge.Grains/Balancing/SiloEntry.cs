using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Balancing;

/// <summary>A silo that has an agent, as last heard.</summary>
internal sealed record SiloEntry(SiloOffer Offer, IWorkerAgent Agent, DateTimeOffset Heard);
