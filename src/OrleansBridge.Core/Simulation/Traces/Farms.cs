using OrleansBridge.Testing;

namespace OrleansBridge.Core.Simulation.Traces;

/// <summary>Farms to simulate.</summary>
internal static class Farms
{
    /// <summary>The seeds' four workers: each pair of browser types once, and all three.</summary>
    public static IReadOnlyList<SimulatedWorker> Seeds { get; } =
    [
        new("w1", [BrowserTypes.Chrome, BrowserTypes.Firefox]),
        new("w2", [BrowserTypes.Chrome, BrowserTypes.Edge]),
        new("w3", [BrowserTypes.Firefox, BrowserTypes.Edge]),
        new("w4", [BrowserTypes.Chrome, BrowserTypes.Firefox, BrowserTypes.Edge]),
    ];

    /// <summary>Workers all alike.</summary>
    /// <param name="workers">How many.</param>
    /// <param name="instances">Instances of each.</param>
    /// <param name="slots">Assignments for each instance.</param>
    /// <param name="browsers">Their browser types.</param>
    public static IReadOnlyList<SimulatedWorker> Alike(int workers, int instances, int slots, params string[] browsers) =>
        [.. Enumerable.Range(0, workers).Select(i => new SimulatedWorker(FormattableString.Invariant($"w{i:0000}"), browsers) { MaxBrowsers = instances, SlotsPerBrowser = slots })];
}
