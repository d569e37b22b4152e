namespace OrleansBridge.Testing;

/// <summary>Which browser types may, should and must not run a test. Names are browser types of the farm.</summary>
[GenerateSerializer, Immutable, Alias("bridge.BrowserRequirements")]
public sealed record BrowserRequirements
{
    /// <summary>A preference: scores, never filters. Null: by model type.</summary>
    [Id(0)] public string? Preferred { get; init; }

    /// <summary>The only browser type that may run the test. Null: any.</summary>
    [Id(1)] public string? Required { get; init; }

    /// <summary>Browser types that must not run the test.</summary>
    [Id(2)] public IReadOnlyList<string> Excluded { get; init; } = [];
}
