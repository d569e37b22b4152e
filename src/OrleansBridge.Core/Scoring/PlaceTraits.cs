using OrleansBridge.Core.Fleet;
using OrleansBridge.Execution;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Core.Scoring;

/// <summary>What a place is to a test whatever goes on there.</summary>
internal readonly record struct PlaceTraits(double Preference, double Scarcity, int MaxBrowsers, int SlotsPerBrowser)
{
    private const double NotPreferred = .5;

    public static PlaceTraits Of(TestRequirements test, Place place) => Of(test, place.Worker.Descriptor, place.Browser);

    public static PlaceTraits Of(TestRequirements test, WorkerDescriptor worker, BrowserCapability browser)
    {
        var preferred = test.BrowserRequirements.Preferred ?? worker.BrowserPreferences.GetValueOrDefault(test.ModelType);
        return new PlaceTraits(
            preferred is null || preferred == browser.Browser ? 1 : NotPreferred,
            .5 + .5 / Math.Max(1, Abilities(worker)),
            worker.MaxBrowsers,
            worker.SlotsPerBrowser);
    }

    /// <summary>Browser types that run there: a worker with few serves what others could not, the versatile ones stay free.</summary>
    private static int Abilities(WorkerDescriptor worker)
    {
        var count = 0;
        foreach (var browser in worker.Browsers)
        {
            count += browser.Problem is null && browser.Browser != BrowserTypes.Native ? 1 : 0;
        }

        return count;
    }
}
