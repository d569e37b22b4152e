namespace OrleansBridge.Core.Simulation.Traces;

/// <summary>A farm and what is asked of it: everything about a simulation that is not the policy.</summary>
internal sealed record Workload
{
    /// <summary>A name for reports.</summary>
    public required string Name { get; init; }

    /// <summary>What it was drawn from.</summary>
    public required int Seed { get; init; }

    /// <summary>The farm.</summary>
    public required IReadOnlyList<SimulatedWorker> Workers { get; init; }

    /// <summary>The models.</summary>
    public required IReadOnlyList<SimulatedModel> Models { get; init; }

    /// <summary>The tests by arrival.</summary>
    public required SimulatedTest[] Tests { get; init; }

    /// <summary>Workers that go and come back.</summary>
    public IReadOnlyList<Outage> Outages { get; init; } = [];

    /// <summary>The browser types of the farm, in a fixed order.</summary>
    public IReadOnlyList<string> BrowserTypes => [.. Workers.SelectMany(w => w.Browsers).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Instances the farm may have at once.</summary>
    public int Instances => Workers.Sum(w => w.MaxBrowsers);
}
