using System.ComponentModel.DataAnnotations;
using OrleansBridge.Core.Scoring.Combining;

namespace OrleansBridge.Core.Scoring;

/// <summary>How places are scored.</summary>
public sealed record ScoringOptions
{
    /// <summary>How much each factor counts.</summary>
    public FactorWeights Weights { get; init; } = new();

    /// <summary>How the factors become a score.</summary>
    /// <value>Default the weighted geometric mean; docs/placement.md compares.</value>
    public Combination Combination { get; init; } = Combination.GeometricMean;

    /// <summary>Runs that outweigh an affinity.</summary>
    /// <value>Default 3, from .01 to 1,000.</value>
    [Range(.01, 1_000)]
    public double AffinityRuns { get; init; } = 3;

    /// <summary>Seconds to launch an instance and open its page.</summary>
    /// <value>Default 1.9.</value>
    [Range(0, 600)]
    public double LaunchSeconds { get; init; } = 1.9;

    /// <summary>Completions that differ by less than this are about the same.</summary>
    /// <value>Default .1 s, from .001 to 60.</value>
    [Range(.001, 60)]
    public double CompletionGrain { get; init; } = .1;

    /// <summary>Share of tests that may go where their model type has hardly run, to find out.</summary>
    /// <value>Default .05, from 0 (never) to .25. It ends by itself when <see cref="ExploreRuns"/> are known of each.</value>
    [Range(0, .25)]
    public double ExploreShare { get; init; } = .05;

    /// <summary>Runs of a model type on a browser type and backend below which one may be spent to find out.</summary>
    /// <value>Default 3, from 1 to 100.</value>
    [Range(1, 100)]
    public double ExploreRuns { get; init; } = 3;

    /// <summary>Runs of a model type after which what was not tried since counts as unknown again.</summary>
    /// <value>Default 1,000.</value>
    [Range(10, 1_000_000)]
    public long ExploreAgainAfter { get; init; } = 1_000;

    /// <summary>Runs on either of two backends below which nothing is concluded from their times.</summary>
    /// <value>Default 3, from 1 to 100.</value>
    [Range(1, 100)]
    public double BackendRuns { get; init; } = 3;

    /// <summary>How many times faster a backend must have been than the first in order, to take its place.</summary>
    /// <value>Default 1.2, from 1 to 100.</value>
    [Range(1, 100)]
    public double BackendGain { get; init; } = 1.2;

    /// <summary>The same where the test prefers the other.</summary>
    /// <value>Default 3, from 1 to 1,000.</value>
    [Range(1, 1_000)]
    public double PreferredBackendGain { get; init; } = 3;
}
