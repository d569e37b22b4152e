using System.ComponentModel.DataAnnotations;

namespace OrleansBridge.Core.Stealing;

/// <summary>When tests move (SPEC section 8).</summary>
public sealed record StealOptions
{
    /// <summary>Seconds that a move costs, which it must win at least: a transaction over test and two workers, and the start anew.</summary>
    /// <value>Default .5, from 0 to 3,600.</value>
    [Range(0, 3_600)]
    public double MigrationSeconds { get; init; } = .5;

    /// <summary>How much earlier a test, and both workers together, must be done, as a share of what the test still takes where it goes: less is less than estimates err by.</summary>
    /// <value>Default .5, from 0 to 10.</value>
    [Range(0, 10)]
    public double LeastGain { get; init; } = .5;

    /// <summary>Moves in a round, at most one for each idle worker.</summary>
    /// <value>Default 5, from 1 to 1,000.</value>
    [Range(1, 1_000)]
    public int MostMoves { get; init; } = 5;

    /// <summary>Idle workers looked at in a round, the most idle first.</summary>
    /// <value>Default 32.</value>
    [Range(1, 10_000)]
    public int MostTargets { get; init; } = 32;

    /// <summary>Waiting tests looked at in a round, by priority.</summary>
    /// <value>Default 128.</value>
    [Range(1, 100_000)]
    public int MostTests { get; init; } = 128;
}
