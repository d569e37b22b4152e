using System.ComponentModel.DataAnnotations;

namespace OrleansBridge.Core.Dispatching.Planning;

/// <summary>How waiting tests are planned together.</summary>
public sealed record PlanOptions
{
    /// <summary>Seconds before an instance should be free, at which its next test is assigned.</summary>
    /// <value>Default .1, about what an assignment takes, from 0 to 60. Longer keeps instances from waiting for a test, and binds tests to a place that may turn out the worse one.</value>
    [Range(0, 60)]
    public double AheadSeconds { get; init; } = .1;

    /// <summary>How many seconds of waiting a second of work is worth: browser time that one test takes is missing for the others. With fewer tests waiting than there are instances, times their share of those.</summary>
    /// <value>Default 2, from 0 (each test where it ends first) to 100.</value>
    [Range(0, 100)]
    public double WorkWeight { get; init; } = 2;

    /// <summary>Waiting tests for each instance up to which those that take long go first.</summary>
    /// <value>Default 2, from 0 (never) to 1,000. More shortens the makespan no further, and short tests wait longer.</value>
    [Range(0, 1_000)]
    public double LongestFirst { get; init; } = 2;

    /// <summary>Workers up to which tests are planned; in larger farms each goes to the best place that is free.</summary>
    /// <value>Default 32, from 0 (never) to 1,000.</value>
    [Range(0, 1_000)]
    public int MostWorkers { get; init; } = 32;

    /// <summary>Waiting tests that are planned in a round; of those behind, each may only have what it can begin on at once.</summary>
    /// <value>Default 128, from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int MostTests { get; init; } = 128;
}
