using System.ComponentModel.DataAnnotations;

namespace OrleansBridge.Core.Thresholds;

/// <summary>How the two thresholds of a worker move (SPEC section 7).</summary>
public sealed record ThresholdOptions
{
    /// <summary>Utilization above which a worker counts as overloaded, at a constant load.</summary>
    /// <value>Default .85.</value>
    [Range(0, 1)]
    public double High { get; init; } = .85;

    /// <summary>Utilization below which it counts as underutilized, at a constant load.</summary>
    /// <value>Default .2.</value>
    [Range(0, 1)]
    public double Low { get; init; } = .2;

    /// <summary>The lowest and highest that <see cref="High"/> becomes.</summary>
    /// <value>Default .6 to .95.</value>
    public (double Least, double Most) HighBounds { get; init; } = (.6, .95);

    /// <summary>The lowest and highest that <see cref="Low"/> becomes.</summary>
    /// <value>Default .1 to .4.</value>
    public (double Least, double Most) LowBounds { get; init; } = (.1, .4);

    /// <summary>The least there is between the two.</summary>
    /// <value>Default .3: a worker that gave something up is not at once one that is given something.</value>
    [Range(0, 1)]
    public double Gap { get; init; } = .3;

    /// <summary>The most a threshold moves at one check.</summary>
    /// <value>Default .05.</value>
    [Range(.001, 1)]
    public double Rate { get; init; } = .05;

    /// <summary>Between two checks.</summary>
    /// <value>Default 30 s.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Weight of a new load in what the load is now.</summary>
    /// <value>Default .3, some three checks.</value>
    [Range(.01, 1)]
    public double Now { get; init; } = .3;

    /// <summary>Weight of a new load in what the load usually is.</summary>
    /// <value>Default .05, some twenty checks: ten minutes.</value>
    [Range(.001, 1)]
    public double Usual { get; init; } = .05;

    /// <summary>How far the load may be from its usual before thresholds move.</summary>
    /// <value>Default .05: what a load varies by chance.</value>
    [Range(0, 1)]
    public double Tolerated { get; init; } = .05;
}
