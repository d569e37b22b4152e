using OrleansBridge.Execution;

namespace OrleansBridge.Workers;

/// <summary>A worker as it registers: who hosts it, what it can do, how much of it.</summary>
[GenerateSerializer, Immutable, Alias("bridge.WorkerDescriptor")]
public sealed record WorkerDescriptor
{
    /// <summary>The worker's id.</summary>
    [Id(0)] public required string WorkerId { get; init; }

    /// <summary>The silo that hosts its browsers.</summary>
    [Id(1)] public required string Silo { get; init; }

    /// <summary>Browser instances it may run at once. Default 3.</summary>
    [Id(2)] public int MaxBrowsers { get; init; } = 3;

    /// <summary>Assignments an instance may hold: one runs, the others wait prepared. Default 3.</summary>
    [Id(3)] public int SlotsPerBrowser { get; init; } = 3;

    /// <summary>What each browser type can do here.</summary>
    [Id(4)] public IReadOnlyList<BrowserCapability> Browsers { get; init; } = [];

    /// <summary>Preferred browser type by model type; scores, never filters.</summary>
    [Id(5)] public IReadOnlyDictionary<string, string> BrowserPreferences { get; init; } = new Dictionary<string, string>();

    /// <summary>Memory of the machine, GB (10^9 bytes).</summary>
    [Id(6)] public double MemoryGb { get; init; }

    /// <summary>Assignments the worker may hold: instances times slots.</summary>
    public int Capacity => MaxBrowsers * SlotsPerBrowser;
}
