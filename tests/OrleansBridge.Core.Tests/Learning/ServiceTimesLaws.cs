using FsCheck;
using FsCheck.Fluent;
using OrleansBridge.Core.Learning;

namespace OrleansBridge.Core.Tests.Learning;

public class ServiceTimesLaws
{
    private static Gen<RunObservation> Runs =>
        from model in Gen.Elements("a", "b", "c")
        from type in Gen.Elements("vision", "audio")
        from browser in Gen.Elements("chrome", "firefox", "edge")
        from backend in Gen.Elements("wasm", "webgpu")
        from resident in Gen.Elements(true, false)
        from setup in Gen.Choose(0, 5_000)
        from run in Gen.Choose(0, 1_000_000)
        from ok in Gen.Frequency((4, Gen.Constant(true)), (1, Gen.Constant(false)))
        select new RunObservation(model, type, browser, backend, "w", resident, setup / 1e3, run / 1e3, ok, run % 3 == 0 ? null : run);

    private static Arbitrary<List<RunObservation>> Histories => (from runs in Gen.ListOf(Runs) select runs.ToList()).ToArbitrary();

    [Fact]
    public void Estimates_are_always_usable_numbers() => Prop.ForAll(Histories, runs =>
    {
        var times = Learned(runs);
        return runs.Append(new("new", "vision", "edge", "webnn", "w", false, 1, 1, true, null)).Select(r => times.Of(r.ModelId, r.ModelType, r.Browser, r.Backend)).All(e =>
            double.IsFinite(e.RunSeconds) && e.RunSeconds > 0 && double.IsFinite(e.SetupSeconds) && e.SetupSeconds > 0
            && e.SuccessRate is > 0 and < 1 && e.Samples >= 0 && e.Megabytes is null or > 0);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_faster_run_never_makes_the_estimate_slower_and_a_failure_never_makes_success_likelier() => Prop.ForAll(Histories, runs =>
    {
        var last = new RunObservation("a", "vision", "chrome", "wasm", "w", true, 0, 0, true, null);
        // A change gives up what was known, also of how slow it was: here none is ever seen.
        var steady = new ServiceTimesOptions { ChangeAfter = 100 };
        var before = Learned(runs, steady).Of("a", "vision", "chrome", "wasm");
        double After(double seconds) => Learned([.. runs, last with { RunSeconds = seconds }], steady).Of("a", "vision", "chrome", "wasm").RunSeconds;
        var failed = Learned([.. runs, last with { Succeeded = false }], steady).Of("a", "vision", "chrome", "wasm");
        return After(before.RunSeconds / 2) <= After(before.RunSeconds * 2) * (1 + 1e-9) && failed.SuccessRate <= before.SuccessRate && Math.Abs(failed.RunSeconds / before.RunSeconds - 1) < 1e-9;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whatever_was_seen_before_thirty_equal_runs_decide() => Prop.ForAll(Histories, runs =>
        Learned([.. runs, .. Enumerable.Repeat(new RunObservation("a", "vision", "chrome", "wasm", "w", true, 0, 7, true, null), 30)])
            .Of("a", "vision", "chrome", "wasm").RunSeconds is > 7 * .6 and < 7 * 1.7).QuickCheckThrowOnFailure();

    private static ServiceTimes Learned(IEnumerable<RunObservation> runs, ServiceTimesOptions? options = null)
    {
        var times = new ServiceTimes(options ?? new());
        foreach (var run in runs)
        {
            times.Observe(run);
        }

        return times;
    }
}
