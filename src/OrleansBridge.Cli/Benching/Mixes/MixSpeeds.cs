using OrleansBridge.Results;

namespace OrleansBridge.Cli.Benching.Mixes;

/// <summary>What all runs of the bench together showed of how fast which model is where.</summary>
internal sealed class MixSpeeds
{
    private readonly Dictionary<string, string> _fastest;

    private MixSpeeds(IReadOnlyList<MixSpeed> all)
    {
        All = all;
        _fastest = all.GroupBy(s => s.ModelId).ToDictionary(g => g.Key, g => g.MinBy(s => s.Ms)!.Browser);
    }

    /// <summary>Each model at each place where it ran, the fastest first.</summary>
    internal IReadOnlyList<MixSpeed> All { get; }

    internal static MixSpeeds Of(IEnumerable<TestResult> results) => new(
    [
        .. results.Where(r => r is { Outcome: Outcome.Passed, Browser: not null, BackendRequested: not null, Timings.P50Ms: not null })
            .GroupBy(r => (r.ModelId, Browser: r.Browser!, Backend: r.BackendRequested!))
            .Select(g => new MixSpeed(g.Key.ModelId, g.Key.Browser, g.Key.Backend, Interval.Median(g.Select(r => r.Timings.P50Ms!.Value)), g.Count()))
            .OrderBy(s => s.ModelId, StringComparer.Ordinal).ThenBy(s => s.Ms),
    ]);

    /// <summary>The browser type on which a model is fastest with its best backend there; null: it never ran.</summary>
    internal string? Fastest(string modelId) => _fastest.GetValueOrDefault(modelId);
}
