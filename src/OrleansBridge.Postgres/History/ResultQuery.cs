using OrleansBridge.Results;

namespace OrleansBridge.Postgres;

/// <summary>Which results to read: those that fit all that is given, newest first.</summary>
public sealed record ResultQuery
{
    public string? ModelId { get; init; }

    public string? ModelType { get; init; }

    public string? Browser { get; init; }

    /// <summary>The backend used.</summary>
    public string? Backend { get; init; }

    public string? Worker { get; init; }

    public Outcome? Outcome { get; init; }

    /// <summary>Completed at this time or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Completed before this time.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>At most this many. Default 1,000.</summary>
    public int Limit { get; init; } = 1_000;
}
