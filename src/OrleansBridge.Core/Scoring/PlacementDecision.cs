using OrleansBridge.Core.Fleet;
using OrleansBridge.Placement;

namespace OrleansBridge.Core.Scoring;

/// <summary>What was decided for a test.</summary>
/// <param name="Place">The place, or null when the test has to wait.</param>
/// <param name="Explanation">Why there, null when it has to wait.</param>
/// <param name="Waiting">What it waits for, null when placed.</param>
public sealed record PlacementDecision(Place? Place, PlacementExplanation? Explanation, string? Waiting);
