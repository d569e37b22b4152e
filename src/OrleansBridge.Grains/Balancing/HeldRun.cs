namespace OrleansBridge.Grains.Balancing;

/// <summary>One live assignment in the balancer's view.</summary>
internal sealed record HeldRun(string Browser, bool Exclusive, string? Key, DateTimeOffset Since);
