namespace OrleansBridge.Results;

/// <summary>Where a test's time went, milliseconds. Null: not measured.</summary>
[GenerateSerializer, Immutable, Alias("bridge.ResultTimings")]
public sealed record ResultTimings
{
    /// <summary>Submit to start of the accepted attempt.</summary>
    [Id(0)] public double? QueueMs { get; init; }

    /// <summary>Moving model and inputs to the page.</summary>
    [Id(1)] public double? FetchMs { get; init; }

    /// <summary>Creating the session. Null when a warm one was used.</summary>
    [Id(2)] public double? CreateMs { get; init; }

    /// <summary>The first run.</summary>
    [Id(3)] public double? FirstRunMs { get; init; }

    /// <summary>Median of the timed runs.</summary>
    [Id(4)] public double? P50Ms { get; init; }

    /// <summary>90th percentile of the timed runs.</summary>
    [Id(5)] public double? P90Ms { get; init; }

    /// <summary>99th percentile of the timed runs.</summary>
    [Id(6)] public double? P99Ms { get; init; }

    /// <summary>Start of the attempt to its report.</summary>
    [Id(7)] public double? TotalMs { get; init; }

    /// <summary>Timed runs per second.</summary>
    [Id(8)] public double? ThroughputPerS { get; init; }
}
