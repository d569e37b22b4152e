namespace OrleansBridge.Grains.Balancing;

/// <summary>A queued test, when its turn is, and what it needs of a place.</summary>
internal sealed record Waiting(QueuedTest Test, DateTimeOffset Turn, string Needs);
