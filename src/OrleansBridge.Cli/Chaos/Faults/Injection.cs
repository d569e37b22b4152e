using OrleansBridge.Cli.Chaos.Planning;

namespace OrleansBridge.Cli.Chaos.Faults;

/// <summary>A fault as it happened.</summary>
internal sealed record Injection
{
    public required FaultKind Kind { get; init; }

    public required DateTimeOffset Begun { get; init; }

    /// <summary>When everything was as before, but for what the bridge has to mend.</summary>
    public required DateTimeOffset Ended { get; init; }

    /// <summary>What was hit: process ids with names, tests.</summary>
    public required string Hit { get; init; }

    /// <summary>The worker whose runs it ended; null: any worker's.</summary>
    public string? Worker { get; init; }

    /// <summary>The browser type whose runs it ended; null: any.</summary>
    public string? Browser { get; init; }

    /// <summary>The test whose run it ended; null: any.</summary>
    public string? Test { get; init; }

    /// <summary>Whether runs that were live when it began must end or go on anew.</summary>
    public bool EndsRuns { get; init; }

    /// <summary>When the balancer last heard the worker that died; null: it was not asked, or it died too.</summary>
    public DateTimeOffset? LastHeard { get; init; }

    /// <summary>Seconds from its end until work resumed; null: not measured.</summary>
    public double? ResumeSeconds { get; init; }
}
