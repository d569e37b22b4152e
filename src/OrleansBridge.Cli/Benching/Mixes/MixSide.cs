using OrleansBridge.Core.Dispatching;
using OrleansBridge.Core.Scoring;

namespace OrleansBridge.Cli.Benching.Mixes;

/// <summary>A way to place the tests of a mix.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="TakesTurns">Whether each test requires the browser type whose turn it is.</param>
/// <param name="Placement">How its silo places.</param>
internal sealed record MixSide(string Name, bool TakesTurns, DispatcherOptions Placement)
{
    internal const string Full = "full";
    internal const string LeastLoaded = "least-loaded";
    internal const string RoundRobin = "round-robin";

    /// <summary>The bridge as it comes, and two that only look at who has least to do.</summary>
    /// <param name="firstBackend">
    /// Whether the others take the first backend of the default order instead of the one that was measured to be faster.
    /// </param>
    internal static IReadOnlyList<MixSide> All(bool firstBackend) =>
    [
        new(Full, false, new()), new(LeastLoaded, false, Plain(firstBackend)), new(RoundRobin, true, Plain(firstBackend)),
    ];

    /// <summary>Free slots decide and nothing else; nothing is planned, tried out, warmed or moved.</summary>
    private static DispatcherOptions Plain(bool firstBackend)
    {
        var scoring = new ScoringOptions
        {
            Weights = new()
            {
                Utilization = 1,
                Affinity = 0,
                Preference = 0,
                Crowding = 0,
                PredictedLoad = 0,
                History = 0,
                MemoryEfficiency = 0,
                Residency = 0,
                Scarcity = 0,
                ServiceTime = 0,
                Completion = 0,
                Breaker = 0,
            },
            ExploreShare = 0,
        };
        return new()
        {
            Scoring = firstBackend ? scoring with { BackendRuns = 100, BackendGain = 100 } : scoring,
            Planning = new() { MostWorkers = 0 },
            Scaling = new() { MostWarmed = 0 },

            // A move is made when it wins more than it costs: nothing wins an hour.
            Stealing = new() { MigrationSeconds = 3_600 },
        };
    }
}
