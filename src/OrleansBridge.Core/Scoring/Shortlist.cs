using OrleansBridge.Core.Recovery;

namespace OrleansBridge.Core.Scoring;

/// <summary>
/// The candidates that a test may have now or wait for: those no breaker keeps away, and of those the ones that recovery
/// wishes. With every breaker open all are back, because degraded is better than zero capacity (YARP's HealthyOrPanic).
/// </summary>
internal sealed record Shortlist(IReadOnlyList<Candidate> Candidates, bool Panicked)
{
    public static Shortlist Of(IReadOnlyList<Candidate> able, RecoveryWishes wishes)
    {
        var reachable = able.Where(c => c.IsReachable).ToList();
        var sound = reachable.Where(c => !c.IsOpen).ToList();
        var panicked = reachable.Count > 0 && sound.Count == 0;
        var left = sound.Count > 0 ? sound : panicked ? reachable : able;
        return new Shortlist(Preferred(LeastAvoided(left, wishes.Avoid), wishes.Prefer), panicked);
    }

    private static IReadOnlyList<Candidate> LeastAvoided(IReadOnlyList<Candidate> candidates, IReadOnlyCollection<string> avoid)
    {
        if (avoid.Count == 0 || candidates.Count == 0)
        {
            return candidates;
        }

        int Matches(Candidate candidate) => avoid.Count(pattern => PlacePattern.Matches(pattern, candidate.Place));
        var fewest = candidates.Min(Matches);
        return [.. candidates.Where(c => Matches(c) == fewest)];
    }

    private static IReadOnlyList<Candidate> Preferred(IReadOnlyList<Candidate> candidates, IEnumerable<string> prefer) =>
        prefer.Select(pattern => candidates.Where(c => PlacePattern.Matches(pattern, c.Place)).ToList())
            .FirstOrDefault(matching => matching.Count > 0) ?? candidates;
}
