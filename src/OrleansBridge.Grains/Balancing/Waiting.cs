using OrleansBridge.Core.Dispatching;

namespace OrleansBridge.Grains.Balancing;

/// <summary>A queued test, and what it asks of the dispatcher.</summary>
internal sealed record Waiting(QueuedTest Queued, WaitingTest Test);
