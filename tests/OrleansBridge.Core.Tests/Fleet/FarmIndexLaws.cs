using FsCheck;
using FsCheck.Fluent;
using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Eligibility;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scoring;

namespace OrleansBridge.Core.Tests.Fleet;

public class FarmIndexLaws
{
    private static Arbitrary<int> Seeds => Gen.Choose(0, int.MaxValue).ToArbitrary();

    private static Config Thorough => Config.QuickThrowOnFailure.WithMaxTest(400);

    [Fact]
    public void The_indexed_form_decides_as_the_exhaustive_one() => Prop.ForAll(Seeds, seed =>
    {
        var random = new RandomFarm(seed);
        var (workers, test, context) = (random.Workers(17 + random.Next(60)), random.Test(), random.Context());
        return Same(Placer.Choose(test, Indexed(workers), RecoveryWishes.None, null, context), Exhaustive(test, workers, null, context));
    }).Check(Thorough);

    [Fact]
    public void So_it_does_when_breakers_are_not_closed() => Prop.ForAll(Seeds, seed =>
    {
        var random = new RandomFarm(seed);
        var (workers, test, context, most) = (random.Workers(17 + random.Next(60)), random.Test(), random.Context(), random.Next(100));
        BreakerStanding Standing(Place place) => BackOff.SeedOf(place.Key) % 100 is var n && Math.Abs(n) >= most ? BreakerStanding.Closed
            : new((n & 1) == 0 ? BreakerPhase.Open : BreakerPhase.HalfOpen, n % 3 == 0, DateTimeOffset.UnixEpoch.AddSeconds(n), $"breaker {n}");
        return Same(Placer.Choose(test, Indexed(workers), RecoveryWishes.None, Standing, context), Exhaustive(test, workers, Standing, context));
    }).Check(Thorough);

    [Fact]
    public void Whatever_happened_before_only_what_is_counts() => Prop.ForAll(Seeds, seed =>
    {
        var random = new RandomFarm(seed);
        var (index, now) = (new FarmIndex(), new Dictionary<string, WorkerView>(StringComparer.Ordinal));
        for (var n = 0; n < 150; n++)
        {
            var id = $"w{random.Next(40)}";
            if (random.Next(4) == 0)
            {
                Assert.Equal(now.Remove(id), index.Remove(id));
            }
            else
            {
                index.Upsert(now[id] = random.Worker(id));
            }
        }

        var (test, context) = (random.Test(), random.Context());
        var anew = Placer.Choose(test, Indexed(now.Values.Reverse()), RecoveryWishes.None, null, context);
        var after = Placer.Choose(test, index, RecoveryWishes.None, null, context);
        return index.Count == now.Count
            && (after.Place?.Key, after.Place?.Backend, after.Waiting) == (anew.Place?.Key, anew.Place?.Backend, anew.Waiting)
            && index.HasFree == now.Values.Any(w => w is { Alive: true, Draining: false, Free: > 0 })
            && index.Active("chrome", "m1") == now.Values.Sum(w => w.Active("chrome", "m1"))
            && Same(after, Exhaustive(test, now.Values, null, context));
    }).Check(Thorough);

    [Fact]
    public void Eligibility_is_never_violated_by_the_indexed_form_nor_when_it_tries() => Prop.ForAll(Seeds, seed =>
    {
        var random = new RandomFarm(seed);
        var (workers, test, context) = (random.Workers(17 + random.Next(60)), random.Test(), random.Context());
        var place = Placer.Choose(test, Indexed(workers), RecoveryWishes.None, null, context).Place;
        return place is null || (
            PlaceFilter.Wait(test, place.Worker) is null
            && PlaceFilter.Offer(test, place.Worker, place.Browser, out _) is not null
            && (test.Backend.Required ?? place.Backend) == place.Backend
            && place.Browser.Has(place.Backend));
    }).Check(Thorough);

    [Fact]
    public void Scores_and_factors_stay_in_range() => Prop.ForAll(Seeds, seed =>
    {
        var random = new RandomFarm(seed);
        var explanation = Placer.Choose(random.Test(), Indexed(random.Workers(40)), RecoveryWishes.None, null, random.Context()).Explanation;
        return explanation is null || (explanation.Score is >= 0 and <= 1 && explanation.Factors.Values.All(f => f is >= 0 and <= 1) && explanation.Alternatives.Count <= 8);
    }).Check(Thorough);

    private static FarmIndex Indexed(IEnumerable<WorkerView> workers)
    {
        var index = new FarmIndex();
        foreach (var worker in workers)
        {
            index.Upsert(worker);
        }

        return index;
    }

    private static PlacementDecision Exhaustive(Testing.TestRequirements test, IEnumerable<WorkerView> workers, Func<Place, BreakerStanding>? breakers, ScoringContext context) =>
        Placer.Choose(test, [.. workers.OrderBy(w => w.Descriptor.WorkerId, StringComparer.Ordinal)], RecoveryWishes.None, breakers, context);

    /// <summary>Of places with the same score either may take another: what counts is that there is no better one.</summary>
    private static bool Same(PlacementDecision ours, PlacementDecision exhaustive) =>
        ours.Explanation?.Score == exhaustive.Explanation?.Score && ours.Explanation?.Note == exhaustive.Explanation?.Note
        && ours.Waiting == exhaustive.Waiting && ours.HeldByBreaker == exhaustive.HeldByBreaker
        && Scores(ours).SequenceEqual(Scores(exhaustive));

    private static IEnumerable<double> Scores(PlacementDecision decision) =>
        decision.Explanation?.Alternatives.Where(a => a.Score is not null).Select(a => a.Score!.Value) ?? [];
}
