using FsCheck;
using FsCheck.Fluent;
using OrleansBridge.Core.Thresholds;

namespace OrleansBridge.Core.Tests.Thresholds;

public class WorkerThresholdsLaws
{
    private static readonly ThresholdOptions Options = new();

    private static Gen<double> Load => Gen.Choose(0, 100).Select(l => l / 100.0);

    private static Arbitrary<List<double>> Loads => Gen.ListOf(Load).Select(l => l.ToList()).ToArbitrary();

    [Fact]
    public void At_a_constant_load_they_stay_for_a_thousand_checks() => Prop.ForAll(Load.ToArbitrary(), load =>
        WorkerThresholdsTests.After(Enumerable.Repeat(load, 1000)).All(t => Math.Abs(t.High - .85) <= .02 && Math.Abs(t.Low - .2) <= .02)).QuickCheckThrowOnFailure();

    /// <summary>What a load of nine slots varies by, when one more or less is taken.</summary>
    [Fact]
    public void At_a_load_that_is_constant_but_for_chance_they_stay_too() => Prop.ForAll(
        (from load in Gen.Choose(10, 90) from seed in Gen.Choose(0, 10_000) select (Load: load / 100.0, seed)).ToArbitrary(),
        given =>
        {
            var random = new Random(given.seed);
            return WorkerThresholdsTests.After(Enumerable.Range(0, 1000).Select(_ => given.Load + .1 * (random.NextDouble() - .5)))
                .All(t => Math.Abs(t.High - .85) <= .02 && Math.Abs(t.Low - .2) <= .02);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_load_drives_them_over_a_bound_or_together() => Prop.ForAll(Loads, loads => WorkerThresholdsTests.After(loads).All(t =>
        t.High > .6 && t.High < .95 && t.Low > .1 && t.Low < .4 && t.High - t.Low >= .3)).QuickCheckThrowOnFailure();

    [Fact]
    public void From_wherever_they_are_a_constant_load_brings_them_back() => Prop.ForAll(Loads, Load.ToArbitrary(), (loads, load) =>
        WorkerThresholdsTests.After(loads.Concat(Enumerable.Repeat(load, 200)))[^1] is var last
        && Math.Abs(last.High - .85) <= .001 && Math.Abs(last.Low - .2) <= .001).QuickCheckThrowOnFailure();

    [Fact]
    public void No_check_moves_them_by_more_than_the_rate() => Prop.ForAll(Loads, loads =>
    {
        var all = WorkerThresholdsTests.After(loads);
        return all.Zip(all.Skip(1)).All(p => Math.Abs(p.First.High - p.Second.High) <= Options.Rate + 1e-9 && Math.Abs(p.First.Low - p.Second.Low) <= Options.Rate + 1e-9);
    }).QuickCheckThrowOnFailure();
}
