using System.ComponentModel.DataAnnotations;

namespace OrleansBridge.Core.Scaling;

/// <summary>When browser instances come and go (SPEC section 8).</summary>
public sealed record ScalingOptions
{
    /// <summary>Instances, of all types, that a worker keeps.</summary>
    /// <value>Default 1; how many it may have is its own <c>max_browsers</c>.</value>
    [Range(0, 1_000)]
    public int Least { get; init; } = 1;

    /// <summary>Utilization of a type on a worker above which it gets another instance.</summary>
    /// <value>Default .7.</value>
    [Range(.01, 1)]
    public double Up { get; init; } = .7;

    /// <summary>Utilization below which it gives one up.</summary>
    /// <value>Default .3: less than half of <see cref="Up"/>, so that no step is followed by one back.</value>
    [Range(0, 1)]
    public double Down { get; init; } = .3;

    /// <summary>How long after a change a type gives up no instance on a worker.</summary>
    /// <value>Default 60 s.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan CoolDown { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a type must have been below <see cref="Down"/> on a worker before it gives up an instance there, unless another needs its room.</summary>
    /// <value>Default 5 minutes, as Kubernetes' autoscaler: an instance is cheap to keep and takes seconds to launch.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan CalmFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a launch or a closing counts as done before it is seen.</summary>
    /// <value>Default 15 s: it takes seconds, and a heartbeat tells of it.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan LaunchTakes { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Share of memory in use from which nothing is launched.</summary>
    /// <value>Default .8.</value>
    [Range(.01, 1)]
    public double MemoryCap { get; init; } = .8;

    /// <summary>Confidence that a forecast must have earned before anything is warmed for it.</summary>
    /// <value>Default .25.</value>
    [Range(0, 1)]
    public double LeastConfidence { get; init; } = .25;

    /// <summary>Arrivals of a model expected within the horizon for which it is warmed.</summary>
    /// <value>Default 2: the first would have warmed it for the second.</value>
    [Range(0, 1_000)]
    public double LeastArrivals { get; init; } = 2;

    /// <summary>Types and models warmed at a time in the whole pool.</summary>
    /// <value>Default 4: warming must not take what it prepares for.</value>
    [Range(0, 1_000)]
    public int MostWarmed { get; init; } = 4;
}
