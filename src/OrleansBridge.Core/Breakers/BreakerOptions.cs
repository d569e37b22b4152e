using System.ComponentModel.DataAnnotations;

namespace OrleansBridge.Core.Breakers;

/// <summary>When a breaker opens and how it closes again: one set of defaults for all three levels.</summary>
public sealed record BreakerOptions
{
    /// <summary>Failures in a row that open it.</summary>
    /// <value>Default 5. Fewer give up a browser for bad luck, more cost tests their attempts.</value>
    [Range(1, 1_000)]
    public int FailuresInARow { get; init; } = 5;

    /// <summary>Share of failures within <see cref="Window"/> that opens it.</summary>
    /// <value>Default .5, in (0, 1].</value>
    [Range(.01, 1)]
    public double ErrorRate { get; init; } = .5;

    /// <summary>Runs within <see cref="Window"/> below which the share says nothing.</summary>
    /// <value>Default 10.</value>
    [Range(1, 1_000)]
    public int LeastRuns { get; init; } = 10;

    /// <summary>How far back runs count for the share.</summary>
    /// <value>Default 2 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long it stays open the first time; doubles each time a probe fails.</summary>
    /// <value>Default 30 s.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CoolDown { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest it stays open.</summary>
    /// <value>Default 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestCoolDown { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Runs at once while it is not closed.</summary>
    /// <value>Default 3.</value>
    [Range(1, 100)]
    public int Probes { get; init; } = 3;

    /// <summary>Successes of probes that close it.</summary>
    /// <value>Default 3.</value>
    [Range(1, 100)]
    public int SuccessesToClose { get; init; } = 3;
}
