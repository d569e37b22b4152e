namespace OrleansBridge.Execution;

/// <summary>One living browser instance.</summary>
[GenerateSerializer, Immutable, Alias("bridge.BrowserSnapshot")]
public sealed record BrowserSnapshot
{
    /// <summary>Its address: worker/type/index.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The worker that owns it.</summary>
    [Id(1)] public required string Worker { get; init; }

    /// <summary>The browser type.</summary>
    [Id(2)] public required string Browser { get; init; }

    /// <summary>Its version string.</summary>
    [Id(3)] public string? Version { get; init; }

    /// <summary>The browser's main process.</summary>
    [Id(4)] public int? ProcessId { get; init; }

    /// <summary>Runs on its pages now.</summary>
    [Id(5)] public int Active { get; init; }

    /// <summary>Runs since it was launched.</summary>
    [Id(6)] public long Executed { get; init; }

    /// <summary>Proportional set size of its process tree when last read, MB (10^6 bytes).</summary>
    [Id(7)] public double? PssMb { get; init; }

    /// <summary>Models whose sessions are warm, as model sha256/backend.</summary>
    [Id(8)] public IReadOnlyList<string> Resident { get; init; } = [];

    /// <summary>When it was launched.</summary>
    [Id(9)] public DateTimeOffset LaunchedAt { get; init; }
}
