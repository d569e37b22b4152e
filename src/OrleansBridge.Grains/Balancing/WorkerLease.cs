namespace OrleansBridge.Grains.Balancing;

/// <summary>How long silence is taken for life (SPEC section 9).</summary>
internal static class WorkerLease
{
    /// <summary>Between two heartbeats.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);

    /// <summary>A worker not heard for this long is lost.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A worker that a new balancer has not heard for this long is lost: two heartbeats should have come. It asks no more of one
    /// that lives than a second place for its runs, whose first results are then refused.
    /// </summary>
    public static readonly TimeSpan TakeOver = TimeSpan.FromSeconds(4.5);

    /// <summary>A run the agent does not name this long after its assignment never reached it.</summary>
    public static readonly TimeSpan StartGrace = TimeSpan.FromSeconds(6);
}
