namespace OrleansBridge.Placement;

/// <summary>Why a test was placed where it was: the chosen place's factors and the runners-up.</summary>
/// <param name="Factors">Factor name to its value in [0, 1] for the chosen place.</param>
/// <param name="Score">The chosen place's score in [0, 1].</param>
/// <param name="Alternatives">Other places, best first, at most 8; refused ones last with the reason.</param>
[GenerateSerializer, Immutable, Alias("bridge.PlacementExplanation")]
public sealed record PlacementExplanation(
    [property: Id(0)] IReadOnlyDictionary<string, double> Factors,
    [property: Id(1)] double Score,
    [property: Id(2)] IReadOnlyList<PlacementAlternative> Alternatives)
{
    /// <summary>What else had a part in it, for people: a probe of a breaker that is not closed, or that all are open. Null: nothing.</summary>
    [Id(3)] public string? Note { get; init; }
}
