namespace OrleansBridge.Workers;

/// <summary>A worker somebody wants to have.</summary>
[GenerateSerializer, Immutable, Alias("bridge.WorkerRequest")]
public sealed record WorkerRequest
{
    /// <summary>The worker's id.</summary>
    [Id(0)] public required string WorkerId { get; init; }

    /// <summary>Browser instances it may run at once. Default 3.</summary>
    [Id(1)] public int MaxBrowsers { get; init; } = 3;

    /// <summary>Preferred browser type by model type.</summary>
    [Id(2)] public IReadOnlyDictionary<string, string> BrowserPreferences { get; init; } = new Dictionary<string, string>();

    /// <summary>Types it may run. Null: all that the silo has.</summary>
    [Id(3)] public IReadOnlyList<string>? BrowserTypes { get; init; }

    /// <summary>The silo to host it. Null: the least loaded that has browsers.</summary>
    [Id(4)] public string? Silo { get; init; }
}
