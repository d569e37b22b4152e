namespace OrleansBridge.Testing;

/// <summary>A page of tests.</summary>
/// <param name="Tests">The tests.</param>
/// <param name="Cursor">Where the next page starts, or null when this was the last.</param>
[GenerateSerializer, Immutable, Alias("bridge.TestPage")]
public sealed record TestPage(
    [property: Id(0)] IReadOnlyList<TestSnapshot> Tests,
    [property: Id(1)] string? Cursor);
