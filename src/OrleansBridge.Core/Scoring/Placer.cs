using OrleansBridge.Core.Eligibility;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Placement;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Scoring;

/// <summary>Filter, score, pick: the best free place for a test, with its explanation.</summary>
public static class Placer
{
    private const int MostAlternatives = 8;

    /// <param name="avoid">Places recovery wants to leave, as <c>worker/browser</c> or <c>*/browser</c>: taken only when no other could ever run the test.</param>
    public static PlacementDecision Choose(TestRequirements test, IEnumerable<WorkerView> workers, IReadOnlyCollection<string> avoid)
    {
        var able = new List<Place>();
        var refused = new List<PlacementAlternative>();
        foreach (var worker in workers)
        {
            foreach (var browser in worker.Descriptor.Browsers)
            {
                if (PlaceFilter.Offer(test, worker, browser, out var why) is { } place)
                {
                    able.Add(place);
                }
                else
                {
                    refused.Add(new PlacementAlternative(worker.Descriptor.WorkerId, browser.Browser, null, null, why));
                }
            }
        }

        var wanted = able.Where(p => !Avoided(p, avoid)).ToList();
        if (wanted.Count > 0)
        {
            able = wanted;
        }

        var ranked = able.Where(p => PlaceFilter.Wait(test, p.Worker) is null)
            .Select(p => (Place: p, Factors: CapabilityScore.Factors(test, p)))
            .Select(p => (p.Place, p.Factors, Score: CapabilityScore.Combine(p.Factors)))
            .OrderByDescending(p => p.Score).ThenBy(p => p.Place.Key, StringComparer.Ordinal).ToList();
        if (ranked.Count == 0)
        {
            var waiting = able.Select(p => PlaceFilter.Wait(test, p.Worker)).FirstOrDefault();
            return new PlacementDecision(null, null, waiting ?? refused.FirstOrDefault()?.Refused ?? "no worker is registered");
        }

        var best = ranked[0];
        var others = ranked.Skip(1).Select(p => new PlacementAlternative(p.Place.Worker.Descriptor.WorkerId, p.Place.Browser.Browser, p.Place.Backend, p.Score, null))
            .Concat(able.Where(p => PlaceFilter.Wait(test, p.Worker) is not null).Select(p => new PlacementAlternative(p.Worker.Descriptor.WorkerId, p.Browser.Browser, p.Backend, null, PlaceFilter.Wait(test, p.Worker))))
            .Concat(refused).Take(MostAlternatives).ToList();
        return new PlacementDecision(best.Place, new PlacementExplanation(best.Factors, best.Score, others), null);
    }

    private static bool Avoided(Place place, IReadOnlyCollection<string> avoid) =>
        avoid.Count > 0 && (avoid.Contains(place.Key) || avoid.Contains("*/" + place.Browser.Browser) || avoid.Contains(place.Worker.Descriptor.WorkerId + "/*"));
}
