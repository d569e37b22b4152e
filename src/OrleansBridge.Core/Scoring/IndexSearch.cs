using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Eligibility;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Placement;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Scoring;

/// <summary>
/// The best places of a farm without a look at all of them. In each bucket the score falls with the backlog, so the best place is the first
/// of some bucket; from there on best first, as in a merge of sorted lists. What breakers keep away is found out only of what would be taken.
/// </summary>
internal sealed class IndexSearch(TestRequirements test, FarmIndex farm, Func<Place, BreakerStanding>? breakers, ScoringContext context)
{
    /// <summary>Places looked at before the whole farm is asked: more than any number of breakers that are open at once should keep away.</summary>
    private const int MostLooks = 1_024;

    private readonly List<(SpotGroup Group, string Backend)> _able = [];
    private readonly List<PlacementAlternative> _refused = [];
    private readonly List<Scored> _ranked = [];
    private readonly PriorityQueue<Lead, (double Score, string Key)> _leads = farm.Leads;

    /// <returns>The decision, the same as the exhaustive one; null when only that can tell.</returns>
    public PlacementDecision? Decide()
    {
        _leads.Clear();
        var backends = new BackendChoice(test, [], context);
        foreach (var group in farm.Groups)
        {
            if (!group.Holds(test.MinimumMemory))
            {
                continue;
            }

            if (PlaceFilter.Offer(test, group.Sample, group.Browser, out var why, [], backends.Of) is { } place)
            {
                _able.Add((group, place.Backend));
            }
            else
            {
                _refused.Add(new PlacementAlternative(group.First.Descriptor.WorkerId, group.Browser.Browser, null, null, why));
            }
        }

        var scorer = new TestScorer(test, _able.Select(a => (a.Group.Browser.Browser, a.Backend)), context);
        foreach (var (group, backend) in _able)
        {
            Open(group, scorer.Facts(group.Browser.Browser, backend), scorer);
        }

        var kept = Rank(scorer);
        return _ranked.Count > 0 ? Placer.Explained(scorer, _ranked, kept.Concat(_refused.OrderBy(r => r.Worker, StringComparer.Ordinal)), panicked: false)
            : kept.Count > 0 || breakers is not null || test.MinimumMemory > 0 ? null
            : new PlacementDecision(null, null, Waiting());
    }

    private void Open(SpotGroup group, BackendFacts facts, TestScorer scorer)
    {
        var traits = PlaceTraits.Of(test, group.Worker, group.Browser);
        Span<double> factors = stackalloc double[Factors.Count];
        Open(group.Free, resident: false, factors);
        foreach (var name in facts.Names)
        {
            if (group.FreeWith(name) is { } warm)
            {
                Open(warm, resident: true, factors);
            }
        }

        void Open(SpotBuckets buckets, bool resident, Span<double> factors)
        {
            foreach (var bucket in buckets.All)
            {
                var first = bucket.Min!;
                if (!test.Exclusive || first.Load.Total == 0)
                {
                    var lead = new Lead(facts, traits, bucket, first, resident);
                    _leads.Enqueue(lead, (scorer.Score(facts, traits, first.Load, resident, BreakerStanding.Closed, factors), first.Key));
                }
            }
        }
    }

    /// <summary>Takes the best until there are enough to explain.</summary>
    /// <returns>Those that were kept away.</returns>
    private List<PlacementAlternative> Rank(TestScorer scorer)
    {
        var (kept, seen) = (new List<PlacementAlternative>(), new HashSet<Spot>());
        Span<double> factors = stackalloc double[Factors.Count];
        for (var looks = 0; looks < MostLooks && _ranked.Count <= Placer.MostAlternatives && _leads.TryDequeue(out var lead, out var at); looks++)
        {
            var spot = lead.Spot;
            if (lead.Known is null)
            {
                Follow(lead, scorer, factors);
                if ((!lead.Resident && spot.Has(lead.Facts.Names)) || !seen.Add(spot))
                {
                    continue;
                }
            }

            var candidate = lead.Known ?? Look(spot, lead.Facts.Backend, kept);
            if (candidate is null)
            {
                continue;
            }

            var score = scorer.Score(lead.Facts, lead.Traits, spot.Load, lead.Resident, candidate.Breaker, factors);
            if (lead.Known is null && score < at.Score)
            {
                // A place on probation: it is taken when nothing better is left.
                _leads.Enqueue(lead with { Known = candidate }, (score, spot.Key));
                continue;
            }

            _ranked.Add(new Scored(candidate, score));
        }

        return kept;
    }

    /// <summary>The next of the same bucket.</summary>
    private void Follow(Lead lead, TestScorer scorer, Span<double> factors)
    {
        var rest = lead.Rest;
        if (rest is null)
        {
            rest = lead.Bucket.GetEnumerator();
            rest.MoveNext();
        }

        if (rest.MoveNext())
        {
            var next = lead with { Spot = rest.Current, Rest = rest };
            _leads.Enqueue(next, (scorer.Score(lead.Facts, lead.Traits, next.Spot.Load, lead.Resident, BreakerStanding.Closed, factors), next.Spot.Key));
        }
    }

    /// <summary>A place that can be had, or null, and then its line in the explanation.</summary>
    private Candidate? Look(Spot spot, string backend, List<PlacementAlternative> kept)
    {
        string? never = null;
        if (test.MinimumMemory > 0 && PlaceFilter.Offer(test, spot.Worker, spot.Browser, out never) is null)
        {
            kept.Add(new PlacementAlternative(spot.Worker.Descriptor.WorkerId, spot.Browser.Browser, null, null, never));
            return null;
        }

        var place = new Place(spot.Worker, spot.Browser, backend);
        var candidate = Candidate.Of(test, place, breakers?.Invoke(place) ?? BreakerStanding.Closed);
        if (candidate is { IsOpen: false, Wait: null })
        {
            return candidate;
        }

        kept.Add(candidate.Refused(candidate.WhyNot));
        return null;
    }

    /// <summary>What the test waits for: what the first worker that could take it waits for.</summary>
    private string Waiting()
    {
        if (_able.Count > 0)
        {
            var reachable = _able.Where(a => a.Group.Reachable.Count > 0).Select(a => a.Group.Reachable.Min!).Order(StringComparer.Ordinal).FirstOrDefault();
            var first = reachable ?? _able.Select(a => a.Group.First.Descriptor.WorkerId).Order(StringComparer.Ordinal).First();
            return PlaceFilter.Wait(test, farm.Find(first)!) ?? "no free slot";
        }

        if (farm.Groups.Select(g => g.First).MinBy(w => w.Descriptor.WorkerId, StringComparer.Ordinal) is not { } worker)
        {
            return "no worker is registered";
        }

        PlaceFilter.Offer(test, worker, worker.Descriptor.Browsers[0], out var why);
        return why ?? "no worker is registered";
    }
}
