namespace OrleansBridge.Core.Simulation.Traces;

/// <summary>A worker of a simulated farm.</summary>
/// <param name="WorkerId">Its id.</param>
/// <param name="Browsers">Browser types it can launch.</param>
internal sealed record SimulatedWorker(string WorkerId, IReadOnlyList<string> Browsers)
{
    /// <summary>Instances it may have at once; each runs one test at a time. Default 3.</summary>
    public int MaxBrowsers { get; init; } = 3;

    /// <summary>Assignments it may hold for each instance. Default 3.</summary>
    public int SlotsPerBrowser { get; init; } = 3;

    /// <summary>Memory for browsers, MB (10^6 bytes). Default 8,000.</summary>
    public double MemoryMb { get; init; } = 8_000;

    /// <summary>Assignments it may hold.</summary>
    public int Capacity => MaxBrowsers * SlotsPerBrowser;
}
