using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Scoring;

/// <summary>
/// The seeds' capability score of one place: their factors, each in [0, 1] and visible by name, multiplied. A stated
/// preference outweighs the prior.
/// </summary>
public static class CapabilityScore
{
    private const double NotPreferred = .5;

    /// <summary>Each factor of a place for a test.</summary>
    public static IReadOnlyDictionary<string, double> Factors(TestRequirements test, Place place, BreakerStanding breaker)
    {
        var worker = place.Worker;
        var browser = place.Browser.Browser;
        var active = worker.Active(browser);
        var slots = worker.Instances(browser) * worker.Descriptor.SlotsPerBrowser;
        return new Dictionary<string, double>
        {
            ["affinity"] = Affinity.Of(test.ModelType, browser),
            ["preference"] = Preference(test, worker, browser),
            ["utilization"] = Math.Max(.1, 1 - (double)active / slots),
            ["crowding"] = active > 2 ? Math.Max(.2, 1 - .15 * (active - 2)) : 1,
            ["residency"] = Resident(test, worker, browser) ? 1 : .8,
            ["breaker"] = breaker.Factor,
        };
    }

    /// <summary>The factors' product, in [0, 1].</summary>
    public static double Combine(IReadOnlyDictionary<string, double> factors) => factors.Values.Aggregate(1.0, (product, factor) => product * factor);

    private static double Preference(TestRequirements test, WorkerView worker, string browser)
    {
        var preferred = test.BrowserRequirements.Preferred ?? worker.Descriptor.BrowserPreferences.GetValueOrDefault(test.ModelType);
        return preferred is null || preferred == browser ? 1 : NotPreferred;
    }

    private static bool Resident(TestRequirements test, WorkerView worker, string browser) =>
        worker.Browsers.Any(b => b.Browser == browser && b.Resident.Contains(test.ModelId));
}
