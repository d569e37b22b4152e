using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Eligibility;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Placement;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Scoring;

/// <summary>Filter, score, pick: the best free place for a test, with its explanation.</summary>
public static class Placer
{
    private const int MostAlternatives = 8;

    /// <param name="test">The test.</param>
    /// <param name="workers">The farm.</param>
    /// <param name="wishes">Where recovery wants it.</param>
    /// <param name="breakers">How the breakers on the way to a place stand; null: all are closed.</param>
    public static PlacementDecision Choose(
        TestRequirements test, IReadOnlyCollection<WorkerView> workers, RecoveryWishes wishes, Func<Place, BreakerStanding>? breakers = null)
    {
        // Only where nothing speaks against it: what recovery wants, and what breakers keep away, the whole farm has to answer.
        if (wishes is { Prefer.Count: 0, Avoid.Count: 0 } && Sample.Of(test, workers) is { } sample
            && ChooseAmong(test, sample, wishes, breakers) is { Place: not null, Explanation: { Note: null } explanation } best)
        {
            return best with { Explanation = explanation with { Note = $"the best of {sample.Count} free workers; the farm has {workers.Count}" } };
        }

        return ChooseAmong(test, workers, wishes, breakers);
    }

    private static PlacementDecision ChooseAmong(TestRequirements test, IEnumerable<WorkerView> workers, RecoveryWishes wishes, Func<Place, BreakerStanding>? breakers)
    {
        var able = new List<Candidate>();
        var refused = new List<PlacementAlternative>();
        foreach (var worker in workers)
        {
            foreach (var browser in worker.Descriptor.Browsers)
            {
                if (PlaceFilter.Offer(test, worker, browser, out var why, wishes.Avoid) is { } place)
                {
                    able.Add(Candidate.Of(test, place, breakers?.Invoke(place) ?? BreakerStanding.Closed));
                }
                else
                {
                    refused.Add(new PlacementAlternative(worker.Descriptor.WorkerId, browser.Browser, null, null, why));
                }
            }
        }

        var shortlist = Shortlist.Of(able, wishes);
        var ranked = Rank(test, shortlist);
        if (ranked.Count == 0)
        {
            var waiting = shortlist.Candidates.Count > 0 ? shortlist.Candidates[0].Wait : refused.FirstOrDefault()?.Refused ?? "no worker is registered";
            return new PlacementDecision(null, null, waiting, able.Exists(c => c.Breaker.Phase != BreakerPhase.Closed));
        }

        var best = ranked[0];
        var others = ranked.Skip(1).Select(s => s.Candidate.Refused(null) with { Score = s.Score })
            .Concat(able.Except(ranked.Select(s => s.Candidate)).Select(c => c.Refused(WhyNot(c))))
            .Concat(refused).Take(MostAlternatives).ToList();
        return new PlacementDecision(best.Candidate.Place, new PlacementExplanation(best.Factors, best.Score, others) { Note = Note(best.Candidate, shortlist.Panicked) }, null);
    }

    private static List<Scored> Rank(TestRequirements test, Shortlist shortlist) =>
        [.. shortlist.Candidates.Where(c => c.Wait is null)
            .Select(c => (Candidate: c, Factors: CapabilityScore.Factors(test, c.Place, c.Breaker)))
            .Select(c => new Scored(c.Candidate, c.Factors, CapabilityScore.Combine(c.Factors)))
            .OrderBy(s => shortlist.Panicked ? s.Candidate.Breaker.Until : null)
            .ThenByDescending(s => s.Score).ThenBy(s => s.Candidate.Place.Key, StringComparer.Ordinal)];

    private static string? WhyNot(Candidate candidate) =>
        candidate.IsOpen ? candidate.Breaker.Why : candidate.Wait ?? "recovery tries another place first";

    private static string? Note(Candidate chosen, bool panicked) =>
        panicked ? $"every breaker on the way is open; this one is probed because it closes first: {chosen.Breaker.Why}"
        : chosen.Breaker.Why is { } why ? $"a probe: {why}"
        : null;

    private sealed record Scored(Candidate Candidate, IReadOnlyDictionary<string, double> Factors, double Score);
}
