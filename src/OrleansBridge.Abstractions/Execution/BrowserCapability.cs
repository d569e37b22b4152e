namespace OrleansBridge.Execution;

/// <summary>What a browser type can do on a silo, found by computing on it.</summary>
[GenerateSerializer, Immutable, Alias("bridge.BrowserCapability")]
public sealed record BrowserCapability
{
    /// <summary>The browser type.</summary>
    [Id(0)] public required string Browser { get; init; }

    /// <summary>The executable that stands for it.</summary>
    [Id(1)] public string? Executable { get; init; }

    /// <summary>Its version string.</summary>
    [Id(2)] public string? Version { get; init; }

    /// <summary>Whether another engine stands in for the type.</summary>
    [Id(3)] public bool Substitute { get; init; }

    /// <summary>Each backend and what the probe found.</summary>
    [Id(4)] public IReadOnlyList<BackendCapability> Backends { get; init; } = [];

    /// <summary>Why the type cannot run here, with the fix; null when it can.</summary>
    [Id(5)] public string? Problem { get; init; }

    /// <summary>Whether the backend was probed and gave right numbers.</summary>
    public bool Has(string backend) => Backends.Any(b => b.Backend == backend && b.Works);
}
