namespace OrleansBridge.Cli.Benching.Mixes;

/// <summary>What the rounds of the bench come to.</summary>
internal static class MixFigures
{
    private const string Lower = "lower";
    private const string Higher = "higher";

    /// <summary>The whole interval has to be below it.</summary>
    private const double WallTarget = .9;

    /// <param name="runtime">The Orleans it ran on.</param>
    /// <param name="rounds">For each round, each side's pass.</param>
    /// <param name="speeds">What was measured of the models.</param>
    internal static IEnumerable<BenchFigure> Of(string runtime, IReadOnlyList<IReadOnlyDictionary<string, MixRun>> rounds, MixSpeeds speeds)
    {
        var figures = new List<BenchFigure?>
        {
            Figure("wall_vs_least_loaded", "s", Lower, MixSide.LeastLoaded, r => r.Seconds, WallTarget),
            Figure("wall_vs_round_robin", "s", Lower, MixSide.RoundRobin, r => r.Seconds, WallTarget),
            Figure("match_rate", "share", Higher, MixSide.LeastLoaded, r => r.Matching(speeds), null),
            Figure("session_reuse", "share", Higher, MixSide.LeastLoaded, r => r.Reuse, null),
            Figure("peak_pss", "MB", Lower, MixSide.LeastLoaded, r => r.PeakMb, null),
        };
        return figures.OfType<BenchFigure>();

        // None where it was not measured, and no ratio to nothing.
        BenchFigure? Figure(string name, string unit, string better, string against, Func<MixRun, double?> value, double? target)
        {
            var pairs = rounds.Select(r => (Ours: value(r[MixSide.Full]), Other: value(r[against]))).Where(p => p is { Ours: not null, Other: > 0 })
                .Select(p => (p.Ours!.Value, p.Other!.Value)).ToList();
            return pairs.Count == 0 ? null : BenchFigure.Of(name, runtime, unit, better, against, pairs, target) with { Surely = true };
        }
    }
}
