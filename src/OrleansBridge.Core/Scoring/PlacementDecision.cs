using OrleansBridge.Core.Fleet;
using OrleansBridge.Placement;

namespace OrleansBridge.Core.Scoring;

/// <summary>What was decided for a test.</summary>
/// <param name="Place">The place, or null when the test has to wait.</param>
/// <param name="Explanation">Why there, null when it has to wait.</param>
/// <param name="Waiting">What it waits for, null when placed.</param>
/// <param name="HeldByBreaker">Whether a breaker of its model is what it waits for: a test of another model might not have to.</param>
public sealed record PlacementDecision(Place? Place, PlacementExplanation? Explanation, string? Waiting, bool HeldByBreaker = false)
{
    /// <summary>Seconds it would stand in line there; 0 where an instance is idle or is launched for it.</summary>
    public double StartsIn { get; init; }
}
