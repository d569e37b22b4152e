using System.Globalization;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Execution;
using OrleansBridge.Placement;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Scoring;

/// <summary>
/// A share of the tests goes where their model type has hardly run: what is never tried is never known to be faster (epsilon-greedy,
/// Sutton and Barto 2018, section 2.2). By the test's id, so that a decision can be replayed; never against a wish of the caller,
/// and no more once a few runs are known of each browser type and backend.
/// </summary>
internal static class Exploration
{
    private const int Patient = 3;

    /// <summary>The test confined to where it should be tried, or null: it goes where it is best.</summary>
    /// <param name="test">The test.</param>
    /// <param name="wishes">Where recovery wants it: then nothing is tried.</param>
    /// <param name="browsers">What browsers can do, those that can do the same any number of times.</param>
    /// <param name="context">What is known.</param>
    public static TestRequirements? Of(TestRequirements test, RecoveryWishes wishes, IEnumerable<BrowserCapability> browsers, ScoringContext context)
    {
        if (context.Options.ExploreShare <= 0 || test.Exclusive || test.Strict || test.Priority < Patient || wishes is not { Prefer.Count: 0, Avoid.Count: 0 })
        {
            return null;
        }

        var chance = Mixed(BackOff.SeedOf(test.TestId ?? test.ModelId));
        if ((chance >> 11) * (1.0 / (1UL << 53)) >= context.Options.ExploreShare)
        {
            return null;
        }

        var open = Choices(test, browsers).Distinct()
            .Select(c => (c.Browser, c.Backend, Known: Known(test, c.Browser, c.Backend, context)))
            .Where(c => Math.Round(c.Known) < context.Options.ExploreRuns)
            .OrderBy(c => c.Known).ThenBy(c => Mixed(BackOff.SeedOf(c.Browser + "/" + c.Backend) ^ (long)chance)).ToList();
        return open.Count == 0 ? null : test with { BrowserRequirements = test.BrowserRequirements with { Required = open[0].Browser }, Backend = new() { Required = open[0].Backend } };
    }

    /// <summary>The decision with what was tried, and instead of what.</summary>
    public static PlacementDecision Explain(PlacementDecision tried, PlacementDecision best, TestRequirements test, ScoringContext context)
    {
        // Not where it would stand in line: what is learned should cost little.
        if (tried is not { Place: { } place, StartsIn: 0 } || best.Place is not { } known || (place.Browser.Browser == known.Browser.Browser && place.Backend == known.Backend))
        {
            return best;
        }

        var instead = new PlacementAlternative(known.Worker.Descriptor.WorkerId, known.Browser.Browser, known.Backend, best.Explanation!.Score, null);
        var runs = Known(test, place.Browser.Browser, place.Backend, context).ToString("0.#", CultureInfo.InvariantCulture);
        return tried with
        {
            Explanation = tried.Explanation! with
            {
                Alternatives = [instead, .. best.Explanation.Alternatives.Where(a => (a.Worker, a.Browser) != (place.Worker.Descriptor.WorkerId, place.Browser.Browser)).Take(Placer.MostAlternatives - 1)],
                Note = $"tried to learn: {runs} runs of {test.ModelType} are known on {place.Browser.Browser}/{place.Backend}",
            },
        };
    }

    private static double Known(TestRequirements test, string browser, string backend, ScoringContext context) =>
        context.Times.Evidence(test.ModelType, browser, backend, context.Options.ExploreAgainAfter);

    private static IEnumerable<(string Browser, string Backend)> Choices(TestRequirements test, IEnumerable<BrowserCapability> browsers) =>
        from browser in browsers
        where browser.Problem is null && browser.Browser != BrowserTypes.Native && !test.BrowserRequirements.Excluded.Contains(browser.Browser)
        where (test.BrowserRequirements.Required ?? test.BrowserRequirements.Preferred ?? browser.Browser) == browser.Browser
        from backend in browser.Backends
        where backend.Works && (test.Backend.Required ?? test.Backend.Preferred ?? backend.Backend) == backend.Backend
        select (browser.Browser, backend.Backend);

    /// <summary>The finalizer of SplitMix64 (Steele, Lea, Flood 2014): neighbouring names must not have neighbouring chances.</summary>
    private static ulong Mixed(long seed)
    {
        var z = unchecked((ulong)seed + 0x9E3779B97F4A7C15);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }
}
