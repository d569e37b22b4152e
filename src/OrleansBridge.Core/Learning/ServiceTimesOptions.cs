using System.ComponentModel.DataAnnotations;

namespace OrleansBridge.Core.Learning;

/// <summary>How fast service times are learned, and what is believed before.</summary>
public sealed record ServiceTimesOptions
{
    /// <summary>Runs after which an observation of a model counts half.</summary>
    /// <value>Default 16, from 1 to 10,000. Fewer follow faster and jitter more.</value>
    [Range(1, 10_000)]
    public double HalfLife { get; init; } = 16;

    /// <summary>Runs after which an observation of a model type counts half.</summary>
    /// <value>Default 64, from 1 to 10,000: a type is a mix of models.</value>
    [Range(1, 10_000)]
    public double TypeHalfLife { get; init; } = 64;

    /// <summary>Seconds of a run of which nothing is known at all, on the browser type of the highest affinity.</summary>
    /// <value>Default 120 (SPEC section 7).</value>
    [Range(.001, 86_400)]
    public double PriorRunSeconds { get; init; } = 120;

    /// <summary>Seconds that a cold start adds where nothing is known.</summary>
    /// <value>Default 1.75: create and first run cost 1 to 2.5 s.</value>
    [Range(.001, 3_600)]
    public double PriorSetupSeconds { get; init; } = 1.75;

    /// <summary>Runs that outweigh the prior time, and of a model that it is as heavy as its type.</summary>
    /// <value>Default 1, from .01 to 100.</value>
    [Range(.01, 100)]
    public double PriorStrength { get; init; } = 1;

    /// <summary>Runs that outweigh the seeds' affinity between browser types, and of a model at a place what is known of it elsewhere.</summary>
    /// <value>Default 3, from .01 to 100.</value>
    [Range(.01, 100)]
    public double AffinityStrength { get; init; } = 3;

    /// <summary>Success rate where nothing is known.</summary>
    /// <value>Default .95, from .01 to .99.</value>
    [Range(.01, .99)]
    public double PriorSuccess { get; init; } = .95;

    /// <summary>Runs that outweigh <see cref="PriorSuccess"/>: the Beta prior's two parameters together.</summary>
    /// <value>Default 2, from .01 to 100.</value>
    [Range(.01, 100)]
    public double SuccessStrength { get; init; } = 2;

    /// <summary>A run that took more than so many times what was expected, or less than that part of it, counts as if it had taken so much.</summary>
    /// <value>Default 4, from 1.1 to 1,000.</value>
    [Range(1.1, 1_000)]
    public double OutlierFactor { get; init; } = 4;

    /// <summary>So many outliers on one side in a row are a change: what was known before is given up.</summary>
    /// <value>Default 3, from 2 to 100.</value>
    [Range(2, 100)]
    public int ChangeAfter { get; init; } = 3;

    /// <summary>Models that are remembered; the one that ran longest ago is forgotten first.</summary>
    /// <value>Default 4,096, from 1 to 1,000,000; about 1 kB each.</value>
    [Range(1, 1_000_000)]
    public int MostModels { get; init; } = 4_096;

    /// <summary>Model types that are remembered.</summary>
    /// <value>Default 256, from 1 to 10,000.</value>
    [Range(1, 10_000)]
    public int MostTypes { get; init; } = 256;
}
