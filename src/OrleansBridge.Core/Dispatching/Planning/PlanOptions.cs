using System.ComponentModel.DataAnnotations;

namespace OrleansBridge.Core.Dispatching.Planning;

/// <summary>How waiting tests are planned together.</summary>
public sealed record PlanOptions
{
    /// <summary>Seconds before an instance should be free, at which its next test is assigned.</summary>
    /// <value>Default .1, about what an assignment takes, from 0 to 60. Longer keeps instances from waiting for a test, and binds tests to a place that may turn out the worse one.</value>
    [Range(0, 60)]
    public double AheadSeconds { get; init; } = .1;

    /// <summary>How many seconds of waiting a second of work is worth while many wait: browser time that one test takes is missing for the others. With fewer than six tests waiting for each instance, times their share of those.</summary>
    /// <value>Default 4, from 0 (each test where it ends first) to 100.</value>
    [Range(0, 100)]
    public double WorkWeight { get; init; } = 4;

    /// <summary>How much what a test would lose on another browser type counts for who is planned first, against a second of its cost.</summary>
    /// <value>Default 2, from 0 (the order of their turns) to 100.</value>
    [Range(0, 100)]
    public double SufferageWeight { get; init; } = 2;

    /// <summary>How much a second by which its turn is earlier counts for who is planned first, against a second of cost.</summary>
    /// <value>Default .5, from .01 to 100: who has waited long enough goes first, whatever the others would lose.</value>
    [Range(.01, 100)]
    public double TurnWeight { get; init; } = .5;

    /// <summary>Seconds of an instance that it costs to make one of another type of it, with the models it has to load again.</summary>
    /// <value>Default 8, from 0 to 1,000.</value>
    [Range(0, 1_000)]
    public double ChangeSeconds { get; init; } = 8;

    /// <summary>Waiting tests for each instance from which instances change their types for the sake of them all.</summary>
    /// <value>Default .3, from 0 to 1,000.</value>
    [Range(0, 1_000)]
    public double ChangeFrom { get; init; } = .3;

    /// <summary>Workers up to which tests are planned; in larger farms each goes to the best place that is free.</summary>
    /// <value>Default 32, from 0 (never) to 1,000.</value>
    [Range(0, 1_000)]
    public int MostWorkers { get; init; } = 32;

    /// <summary>Waiting tests that are planned in a round; those behind may only have what is idle then.</summary>
    /// <value>Default 128, from 1 to 100,000.</value>
    [Range(1, 100_000)]
    public int MostTests { get; init; } = 128;
}
