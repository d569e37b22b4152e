using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Dispatching.Planning;
using OrleansBridge.Core.Eligibility;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Scoring;

namespace OrleansBridge.Core.Stealing;

/// <summary>
/// Moves tests that are assigned and not started from workers where they wait to workers where they would begin at once (SPEC section 8):
/// only when both the test and the two workers together should be done earlier.
/// </summary>
public static class StealPlanner
{
    /// <summary>One round.</summary>
    /// <param name="workers">The farm.</param>
    /// <param name="held">Every assigned test, those too that have started.</param>
    /// <param name="context">What runs take.</param>
    /// <param name="options">When tests move.</param>
    /// <param name="now">The time by which they were assigned and started.</param>
    /// <param name="breakers">How the breakers on the way to a place stand; null: all are closed. Nothing moves to one that is not.</param>
    /// <returns>The moves, each to be made under its epoch; a later one counts on those before it.</returns>
    public static IReadOnlyList<StealMove> Plan(
        IReadOnlyCollection<WorkerView> workers, IReadOnlyCollection<HeldTest> held, ScoringContext context, StealOptions options, DateTimeOffset now, Func<Place, BreakerStanding>? breakers = null)
    {
        var tests = held.ToLookup(t => t.Worker);
        var work = new WorkTable(context);
        var queues = workers.ToDictionary(w => w.Descriptor.WorkerId, w => new WorkerQueue(w, tests[w.Descriptor.WorkerId], work, now), StringComparer.Ordinal);
        var overloaded = Overloaded(workers);
        var targets = queues.Values.Where(q => q.IsIdle)
            .OrderByDescending(q => StealPriority.OfIdle(q.Utilization)).ThenBy(q => q.Utilization).ThenBy(q => q.View.Descriptor.WorkerId, StringComparer.Ordinal)
            .Select(q => q.View.Descriptor.WorkerId).ToList();
        if (targets.Count == 0)
        {
            return [];
        }

        var waiting = queues.Values.Where(q => q.View is { Alive: true, HeldExclusively: false }).SelectMany(q => q.Waiting)
            .Where(t => queues[t.Worker].FinishOf(t) > options.MigrationSeconds)
            .OrderByDescending(t => StealPriority.OfTest(t.Test, overloaded) + StealPriority.OfBusy(queues[t.Worker].Utilization))
            .ThenByDescending(t => queues[t.Worker].FinishOf(t)).ThenBy(t => t.Test.TestId, StringComparer.Ordinal)
            .Take(options.MostTests).ToList();
        var moves = new List<StealMove>();
        var most = Math.Min(targets.Count, options.MostMoves);
        while (moves.Count < most && Best(waiting, [.. targets.Take(options.MostTargets).Select(t => queues[t])], queues, overloaded, options, context, breakers) is { } offer)
        {
            moves.Add(offer.Move(options));
            waiting.Remove(offer.Test);
            queues[offer.Test.Worker] = queues[offer.Test.Worker].Without(offer.Test);
            queues[offer.To] = queues[offer.To].With(offer.Then);
        }

        return moves;
    }

    private static StealOffer? Best(
        IReadOnlyList<HeldTest> waiting, IReadOnlyList<WorkerQueue> targets, Dictionary<string, WorkerQueue> queues, IReadOnlySet<string> overloaded, StealOptions options, ScoringContext context, Func<Place, BreakerStanding>? breakers)
    {
        StealOffer? best = null;
        foreach (var test in waiting)
        {
            var source = queues[test.Worker];
            var (after, backends) = ((WorkerQueue?)null, new BackendChoice(test.Test, [], context));
            foreach (var target in targets.Where(t => t.IsIdle && t.View.Descriptor.WorkerId != test.Worker && PlaceFilter.Wait(test.Test, t.View) is null))
            {
                foreach (var browser in target.View.Descriptor.Browsers)
                {
                    if (IsBusy(target.View, browser.Browser)
                        || PlaceFilter.Offer(test.Test, target.View, browser, out _, backends: backends.Of) is not { } place
                        || breakers?.Invoke(place) is { Phase: not BreakerPhase.Closed })
                    {
                        continue;
                    }

                    var moved = StealOffer.Moved(test, place);
                    var then = target.With(moved);
                    var offer = new StealOffer(
                        moved,
                        test,
                        place,
                        StealPriority.OfTest(test.Test, overloaded) + StealPriority.OfMatch(test.Test, browser.Browser) + StealPriority.OfBusy(source.Utilization) + StealPriority.OfIdle(target.Utilization),
                        source.FinishOf(test),
                        then.FinishOf(moved),
                        source.Makespan.With(target.Makespan));
                    if (offer.Pays(options) && offer.MayBeBetterThan(best, options))
                    {
                        after ??= source.Without(test);
                        offer = offer.Weighed(after.Makespan.With(then.Makespan), options);
                        best = offer.IsWorthIt && offer.IsBetterThan(best, options) ? offer : best;
                    }
                }
            }
        }

        return best;
    }

    /// <summary>Browser types whose assignments over all workers take more than .7 of their slots.</summary>
    private static HashSet<string> Overloaded(IReadOnlyCollection<WorkerView> workers)
    {
        var types = from worker in workers
                    where worker.Alive
                    from browser in worker.Descriptor.Browsers
                    where browser.Problem is null
                    group (Active: worker.Active(browser.Browser), Slots: worker.Instances(browser.Browser) * worker.Descriptor.SlotsPerBrowser) by browser.Browser;
        return [.. types.Where(t => t.Sum(x => x.Active) > StealPriority.Overloaded * t.Sum(x => x.Slots)).Select(t => t.Key)];
    }

    private static bool IsBusy(WorkerView worker, string browser) =>
        worker.Active(browser) > StealPriority.Overloaded * worker.Instances(browser) * worker.Descriptor.SlotsPerBrowser;
}
