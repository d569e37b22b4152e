using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Placement;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Dispatching.Planning;

/// <summary>Explains a place that a plan chose.</summary>
internal static class PlannedPlace
{
    /// <summary>The planned place with its factors, and what would have scored best had nothing been planned.</summary>
    public static PlacementDecision Explain(TestRequirements test, Place planned, string? note, FarmIndex farm, Func<Place, BreakerStanding>? breakers, ScoringContext knowing)
    {
        var context = knowing with { Options = knowing.Options with { ExploreShare = 0 } };
        var best = Placer.Choose(test, farm, RecoveryWishes.None, breakers, context);
        if (best.Place is { } place && (place.Key, place.Backend) == (planned.Key, planned.Backend))
        {
            return best;
        }

        var only = test with { BrowserRequirements = test.BrowserRequirements with { Required = planned.Browser.Browser }, Backend = new() { Required = planned.Backend } };
        var decision = Placer.Choose(only, [planned.Worker], RecoveryWishes.None, breakers, context);
        if (decision.Explanation is not { } explanation || best is not { Place: { } other, Explanation: { } others })
        {
            return decision;
        }

        var instead = new PlacementAlternative(other.Worker.Descriptor.WorkerId, other.Browser.Browser, other.Backend, others.Score, null);
        return decision with
        {
            Explanation = explanation with
            {
                Alternatives = [instead, .. others.Alternatives.Where(a => (a.Worker, a.Browser) != (planned.Worker.Descriptor.WorkerId, planned.Browser.Browser)).Take(Placer.MostAlternatives - 1)],
                Note = note ?? "planned together with the tests that wait: it begins at once, and the others have their browsers when they need them",
            },
        };
    }
}
