namespace OrleansBridge.Core.Breakers;

/// <summary>How a breaker stands.</summary>
public enum BreakerPhase
{
    /// <summary>Runs pass.</summary>
    Closed,

    /// <summary>Some runs pass as probes.</summary>
    HalfOpen,

    /// <summary>No run passes until the cool-down is over.</summary>
    Open,
}
