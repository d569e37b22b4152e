namespace OrleansBridge.Placement;

/// <summary>A place that was considered and not chosen.</summary>
/// <param name="Worker">The worker.</param>
/// <param name="Browser">The browser type.</param>
/// <param name="Backend">The backend it would have run on, null when refused before that was known.</param>
/// <param name="Score">Its score, null when a hard requirement refused it.</param>
/// <param name="Refused">The hard requirement that refused it, or null.</param>
[GenerateSerializer, Immutable, Alias("bridge.PlacementAlternative")]
public sealed record PlacementAlternative(
    [property: Id(0)] string Worker,
    [property: Id(1)] string Browser,
    [property: Id(2)] string? Backend,
    [property: Id(3)] double? Score,
    [property: Id(4)] string? Refused);
