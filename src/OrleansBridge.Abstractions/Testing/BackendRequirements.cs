namespace OrleansBridge.Testing;

/// <summary>Which backend should or must run a test: one of <see cref="Backends"/>.</summary>
[GenerateSerializer, Immutable, Alias("bridge.BackendRequirements")]
public sealed record BackendRequirements
{
    /// <summary>A preference: first in the order that is tried. Null: by model type and browser.</summary>
    [Id(0)] public string? Preferred { get; init; }

    /// <summary>The only backend that may run the test. Null: any.</summary>
    [Id(1)] public string? Required { get; init; }
}
