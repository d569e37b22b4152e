namespace OrleansBridge.Workers;

/// <summary>The balancer's answer to a heartbeat.</summary>
/// <param name="Fenced">A higher generation exists: the agent must stop the worker's runs and register again.</param>
/// <param name="Stop">Runs the ledger no longer assigns to this worker: stop them.</param>
[GenerateSerializer, Immutable, Alias("bridge.HeartbeatReply")]
public sealed record HeartbeatReply(
    [property: Id(0)] bool Fenced,
    [property: Id(1)] IReadOnlyList<RunKey> Stop);
