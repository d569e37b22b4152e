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
    internal const int MostAlternatives = 8;

    /// <summary>Farms of up to so many workers are looked at as a whole: then each place has its line in the explanation.</summary>
    private const int WholeFarm = 16;

    /// <summary>Looks at every place.</summary>
    /// <param name="test">The test.</param>
    /// <param name="workers">The farm.</param>
    /// <param name="wishes">Where recovery wants it.</param>
    /// <param name="breakers">How the breakers on the way to a place stand; null: all are closed.</param>
    /// <param name="context">What was learned and predicted; null: nothing, and nothing is tried.</param>
    public static PlacementDecision Choose(
        TestRequirements test, IReadOnlyCollection<WorkerView> workers, RecoveryWishes wishes, Func<Place, BreakerStanding>? breakers = null, ScoringContext? context = null)
    {
        context ??= ScoringContext.None;
        var best = Best(test, workers, wishes, breakers, context);
        return best.Place is not null && Exploration.Of(test, wishes, workers.SelectMany(w => w.Descriptor.Browsers), context) is { } only
            ? Exploration.Explain(Best(only, workers, wishes, breakers, context), best, test, context)
            : best;
    }

    /// <summary>Looks only at as much of the farm as it takes to be sure: the same place as the exhaustive form, at a cost that hardly grows with the farm.</summary>
    /// <inheritdoc cref="Choose(TestRequirements, IReadOnlyCollection{WorkerView}, RecoveryWishes, Func{Place, BreakerStanding}?, ScoringContext?)"/>
    public static PlacementDecision Choose(
        TestRequirements test, FarmIndex farm, RecoveryWishes wishes, Func<Place, BreakerStanding>? breakers = null, ScoringContext? context = null)
    {
        context ??= ScoringContext.None;
        if (farm.Count <= WholeFarm)
        {
            return Choose(test, farm.Workers, wishes, breakers, context);
        }

        var best = Indexed(test, farm, wishes, breakers, context);
        return best.Place is not null && Exploration.Of(test, wishes, farm.Groups.Select(g => g.Browser), context) is { } only
            ? Exploration.Explain(Indexed(only, farm, wishes, breakers, context), best, test, context)
            : best;
    }

    private static PlacementDecision Indexed(TestRequirements test, FarmIndex farm, RecoveryWishes wishes, Func<Place, BreakerStanding>? breakers, ScoringContext context) =>
        // What recovery wants, and the choice between nothing but open breakers, the whole farm has to answer.
        (wishes is { Prefer.Count: 0, Avoid.Count: 0 } ? new IndexSearch(test, farm, breakers, context).Decide() : null)
            ?? Best(test, farm.Workers, wishes, breakers, context);

    private static PlacementDecision Best(
        TestRequirements test, IReadOnlyCollection<WorkerView> workers, RecoveryWishes wishes, Func<Place, BreakerStanding>? breakers, ScoringContext context)
    {
        var able = new List<Candidate>();
        var refused = new List<PlacementAlternative>();
        var backends = new BackendChoice(test, wishes.Avoid, context);
        foreach (var worker in workers)
        {
            foreach (var browser in worker.Descriptor.Browsers)
            {
                if (PlaceFilter.Offer(test, worker, browser, out var why, wishes.Avoid, backends.Of) is { } place)
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
        var scorer = new TestScorer(test, able.Select(c => (c.Place.Browser.Browser, c.Place.Backend)), context);
        var ranked = Rank(scorer, shortlist);
        if (ranked.Count == 0)
        {
            var waiting = shortlist.Candidates.Count > 0 ? shortlist.Candidates[0].Wait : refused.FirstOrDefault()?.Refused ?? "no worker is registered";
            return new PlacementDecision(null, null, waiting, able.Exists(c => c.Breaker.Phase != BreakerPhase.Closed));
        }

        var others = able.Except(ranked.Select(s => s.Candidate)).Select(c => c.Refused(c.WhyNot)).Concat(refused);
        return Explained(scorer, ranked, others, shortlist.Panicked);
    }

    /// <param name="scorer">What scored them.</param>
    /// <param name="ranked">Places that could be had, best first.</param>
    /// <param name="refused">Places that could not.</param>
    /// <param name="panicked">Whether every breaker is open.</param>
    internal static PlacementDecision Explained(TestScorer scorer, IReadOnlyList<Scored> ranked, IEnumerable<PlacementAlternative> refused, bool panicked)
    {
        var best = ranked[0];
        Span<double> factors = stackalloc double[Factors.Count];
        scorer.Score(best.Candidate, factors);
        var others = ranked.Skip(1).Select(s => s.Candidate.Refused(null) with { Score = s.Score }).Concat(refused).Take(MostAlternatives).ToList();
        return new PlacementDecision(best.Candidate.Place, new PlacementExplanation(Factors.ByName(factors), best.Score, others) { Note = Note(best.Candidate, panicked) }, null)
        {
            StartsIn = scorer.StartsIn(best.Candidate.Place),
        };
    }

    private static List<Scored> Rank(TestScorer scorer, Shortlist shortlist)
    {
        Span<double> factors = stackalloc double[Factors.Count];
        var scored = new List<Scored>();
        foreach (var candidate in shortlist.Candidates)
        {
            if (candidate.Wait is null)
            {
                scored.Add(new Scored(candidate, scorer.Score(candidate, factors)));
            }
        }

        return [.. scored.OrderBy(s => shortlist.Panicked ? s.Candidate.Breaker.Until : null)
            .ThenByDescending(s => s.Score).ThenBy(s => s.Candidate.Place.Key, StringComparer.Ordinal)];
    }

    private static string? Note(Candidate chosen, bool panicked) =>
        panicked ? $"every breaker on the way is open; this one is probed because it closes first: {chosen.Breaker.Why}"
        : chosen.Breaker.Why is { } why ? $"a probe: {why}"
        : null;
}
