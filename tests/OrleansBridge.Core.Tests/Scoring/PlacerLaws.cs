using FsCheck;
using FsCheck.Fluent;
using OrleansBridge.Core.Eligibility;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Tests.Scoring;

public class PlacerLaws
{
    private static readonly string[] Types = [BrowserTypes.Chrome, BrowserTypes.Firefox, BrowserTypes.Edge];

    private static Gen<WorkerView> Workers =>
        from id in Gen.Choose(0, 5)
        from browsers in Gen.SubListOf(Types)
        from backends in Gen.NonEmptyListOf(Gen.Elements<string>([.. Backends.All]))
        from busy in Gen.Choose(0, 9)
        from draining in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        select Farm.Worker("w" + id, [.. browsers.Select(b => Farm.Browser(b, [.. backends]))]).Busy("chrome", busy) with { Draining = draining };

    private static Gen<TestRequirements> Tests =>
        from type in Gen.Elements(ModelTypes.Vision, ModelTypes.Audio, ModelTypes.Generic)
        from required in Gen.Elements(null, "chrome", "edge")
        from backend in Gen.Elements(null, "webnn", "wasm")
        from excluded in Gen.SubListOf(Types)
        from exclusive in Gen.Elements(true, false)
        select Farm.Test(type) with
        {
            BrowserRequirements = new() { Required = required, Excluded = [.. excluded] },
            Backend = new() { Required = backend },
            Exclusive = exclusive,
        };

    [Fact]
    public void Eligibility_is_never_violated() => Prop.ForAll(
        (from test in Tests from workers in Gen.ListOf(Workers) select (test, workers)).ToArbitrary(),
        given =>
        {
            var place = Placer.Choose(given.test, given.workers, RecoveryWishes.None).Place;
            return place is null || (
                PlaceFilter.Wait(given.test, place.Worker) is null
                && (given.test.BrowserRequirements.Required ?? place.Browser.Browser) == place.Browser.Browser
                && !given.test.BrowserRequirements.Excluded.Contains(place.Browser.Browser)
                && (given.test.Backend.Required ?? place.Backend) == place.Backend
                && place.Browser.Has(place.Backend));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_test_waits_only_when_no_place_is_free() => Prop.ForAll(
        (from test in Tests from workers in Gen.ListOf(Workers) select (test, workers)).ToArbitrary(),
        given => (Placer.Choose(given.test, given.workers, RecoveryWishes.None).Place is not null) == given.workers.Any(w =>
            PlaceFilter.Wait(given.test, w) is null && w.Descriptor.Browsers.Any(b => PlaceFilter.Offer(given.test, w, b, out _) is not null)))
        .QuickCheckThrowOnFailure();
}
