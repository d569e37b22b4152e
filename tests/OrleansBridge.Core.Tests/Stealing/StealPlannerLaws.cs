using FsCheck;
using FsCheck.Fluent;
using OrleansBridge.Core.Eligibility;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Stealing;
using OrleansBridge.Core.Tests.Fleet;

namespace OrleansBridge.Core.Tests.Stealing;

public class StealPlannerLaws
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static Config Thorough => Config.QuickThrowOnFailure.WithMaxTest(300);

    [Fact]
    public void A_round_never_breaks_a_rule() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new RandomFarm(seed);
        var (workers, context, options) = (random.Workers(2 + random.Next(12)), random.Context(), new StealOptions());
        var held = workers.SelectMany(w => w.Runs.Select(r => Held(random, w, r.Key, r.Value))).ToList();
        var moves = StealPlanner.Plan(workers, held, context, options, Now);
        var farm = workers.ToDictionary(w => w.Descriptor.WorkerId);
        var idle = workers.Count(w => w is { Alive: true, Draining: false, HeldExclusively: false } && w.Runs.Count < w.Descriptor.MaxBrowsers);
        Assert.True(moves.Count <= Math.Min(idle, 5), "more than min(idle, 5)");
        Assert.Equal(moves.Count, moves.Select(m => m.TestId).Distinct().Count());
        foreach (var move in moves)
        {
            var test = held.Single(h => h.Test.TestId == move.TestId);
            var target = farm[move.To];
            var browser = target.Descriptor.Browsers.First(b => b.Browser == move.Browser);
            Assert.Null(test.StartedAt);
            Assert.Equal((test.Worker, test.Epoch), (move.From, move.Epoch));
            Assert.NotEqual(move.From, move.To);
            Assert.True(move is { GainSeconds: > 0, MakespanSeconds: >= 0 }, "no gain");
            Assert.Null(PlaceFilter.Wait(test.Test, target));
            Assert.NotNull(PlaceFilter.Offer(test.Test, target, browser, out _));
            Assert.True(browser.Has(move.Backend) && (test.Test.Backend.Required ?? move.Backend) == move.Backend, "backend");
            Assert.True(target.Active(move.Browser) <= .7 * target.Instances(move.Browser) * target.Descriptor.SlotsPerBrowser, "its browser is busy");
            farm[move.To] = target with { Runs = new Dictionary<Workers.RunKey, string>(target.Runs) { [new(move.TestId, move.Epoch + 1, 0)] = move.Browser } };
            farm[move.From] = farm[move.From] with { Runs = farm[move.From].Runs.Where(r => r.Key.TestId != move.TestId).ToDictionary() };
            Assert.True(farm[move.To].Runs.Count <= target.Descriptor.MaxBrowsers, "overfilled");
        }
    }).Check(Thorough);

    [Fact]
    public void The_same_farm_gives_the_same_round() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        IReadOnlyList<StealMove> Round(bool reversed)
        {
            var random = new RandomFarm(seed);
            var (workers, context) = (random.Workers(8), random.Context());
            var held = workers.SelectMany(w => w.Runs.Select(r => Held(random, w, r.Key, r.Value))).ToList();
            if (reversed)
            {
                workers.Reverse();
                held.Reverse();
            }

            return StealPlanner.Plan(workers, held, context, new(), Now);
        }

        return Round(false).SequenceEqual(Round(true));
    }).Check(Thorough);

    private static HeldTest Held(RandomFarm random, WorkerView worker, Workers.RunKey run, string browser) => new(
        random.Test() with { TestId = run.TestId, Exclusive = false }, run.Epoch, worker.Descriptor.WorkerId, browser, "wasm", Now.AddSeconds(-random.Next(300)), random.Next(3) == 0 ? Now.AddSeconds(-random.Next(60)) : null);
}
