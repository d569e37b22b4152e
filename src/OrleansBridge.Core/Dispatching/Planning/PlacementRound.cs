using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Core.Stealing;

namespace OrleansBridge.Core.Dispatching.Planning;

/// <summary>
/// One pass over the waiting tests. They are planned on all instances, busy ones included; placed are only those that can begin at once. So a
/// test waits for the browser that suits it when that is worth it, and another may have the free one that did not. Planned is again and
/// again the test that would lose most on another browser type than its best (sufferage: Maheswaran et al. 1999), with its age. What is
/// idle then takes the test that loses least there, if it ends before the average instance does. To be thrown away after the pass.
/// </summary>
internal sealed class PlacementRound
{
    private readonly FarmIndex _farm;
    private readonly ScoringContext _context;
    private readonly PlanOptions _options;
    private readonly Func<string, Func<Place, BreakerStanding>?>? _breakers;
    private readonly DateTimeOffset _now;
    private readonly List<WorkerLanes> _workers = [];
    private readonly WorkTable _work;
    private readonly ChoiceTable _choices;
    private readonly bool _plans;

    /// <param name="farm">The farm.</param>
    /// <param name="held">What is assigned; null: nothing is planned, each test goes to the best place that is free.</param>
    /// <param name="context">What is known.</param>
    /// <param name="options">How tests are planned.</param>
    /// <param name="breakers">How the breakers on the way to a place stand, by model; null: all are closed.</param>
    /// <param name="now">The present.</param>
    public PlacementRound(
        FarmIndex farm, IEnumerable<HeldTest>? held, ScoringContext context, PlanOptions options, Func<string, Func<Place, BreakerStanding>?>? breakers, DateTimeOffset now)
    {
        (_farm, _context, _options, _breakers, _now, _plans) = (farm, context, options, breakers, now, held is not null);
        _work = new WorkTable(context);
        _choices = new ChoiceTable(_workers, _work, context);
        if (held is not null)
        {
            var tests = held.ToLookup(t => t.Worker);
            _workers.AddRange(farm.Workers.Where(w => w is { Alive: true, Draining: false })
                .Select(w => new WorkerLanes(w, tests[w.Descriptor.WorkerId], t => _work.Of(t.Test, t.Browser, t.Backend), now)));
        }
    }

    /// <summary>
    /// The tests that are asked for, in that order, with what was decided; the others wait. To be enumerated as decisions are carried out: each
    /// counts what was made of those before it.
    /// </summary>
    /// <param name="waiting">In the order of their turns.</param>
    public IEnumerable<(WaitingTest Test, PlacementDecision Decision)> Decide(IReadOnlyList<WaitingTest> waiting)
    {
        var hopeless = new HashSet<string>();
        foreach (var test in _plans ? [] : waiting)
        {
            // Tests that need the same share the answer that there is no place.
            if (test.GoesAlone || !hopeless.Contains(test.Needs))
            {
                var decision = Alone(test);
                if (decision is { Place: null, HeldByBreaker: false } && !test.GoesAlone)
                {
                    hopeless.Add(test.Needs);
                }

                yield return (test, decision);
            }
        }

        // What recovery wishes is asked for first, an exclusive test when its turn is before that of all who are planned.
        var planned = _plans ? waiting.Where(t => !t.GoesAlone).ToList() : [];
        var alone = _plans ? waiting.Where(t => t.GoesAlone).ToLookup(t => !t.Test.Exclusive || planned.Count == 0 || t.Turn <= planned[0].Turn) : null;
        foreach (var test in alone?[true] ?? [])
        {
            yield return (test, Alone(test));
        }

        foreach (var decided in Planned(planned))
        {
            yield return decided;
        }

        foreach (var test in alone?[false] ?? [])
        {
            yield return (test, Alone(test));
        }
    }

    /// <summary>The best place that is free. It takes its time in the plan all the same.</summary>
    private PlacementDecision Alone(WaitingTest test)
    {
        var decision = Placer.Choose(test.Test, _farm, test.Wishes, _breakers?.Invoke(test.Test.ModelId), _context);
        if (decision.Place is { } place && _workers.Find(w => w.View.Descriptor.WorkerId == place.Worker.Descriptor.WorkerId) is { } worker)
        {
            var work = _work.Of(test.Test, place.Browser.Browser, place.Backend);
            var (lane, _, end) = worker.Best(work, 0);
            worker.Take(lane, work, end);
            worker.Placed++;
        }

        return decision;
    }

    private IEnumerable<(WaitingTest Test, PlacementDecision Decision)> Planned(IReadOnlyList<WaitingTest> waiting)
    {
        var workers = _workers.FindAll(w => !IsHeld(w));
        if (waiting.Count == 0 || !workers.Exists(w => w.HasFree(_options.AheadSeconds)))
        {
            yield break;
        }

        var lanes = workers.SelectMany(w => w.Lanes).ToList();
        var (classes, probes) = Classes(waiting, explores: 2 * lanes.Count(l => !l.Taken) >= lanes.Count);
        var first = classes.Select(c => c.Waiting.Peek().Turn).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        foreach (var test in probes.Where(t => t.Turn <= first))
        {
            yield return (test, Alone(test));
        }

        var backlog = (double)waiting.Count / Math.Max(1, lanes.Count);
        if (backlog >= _options.ChangeFrom)
        {
            new TypeBalance(workers, classes, _now).Change(_context.Options.LaunchSeconds, _options.ChangeSeconds);
        }

        foreach (var (test, place, tried) in new WaitingPlan(workers, classes, _options, backlog).Run())
        {
            yield return (test, PlannedPlace.Explain(test.Test, place, tried ? "tried to learn" : null, _farm, _breakers?.Invoke(test.Test.ModelId), _context));
        }

        foreach (var test in probes.Where(t => t.Turn > first))
        {
            yield return (test, Alone(test));
        }
    }

    /// <summary>The tests by what they ask; and those that go where a breaker lets them: the first of each class with a breaker on its way that is not closed, the others being planned where all are.</summary>
    /// <param name="waiting">The tests.</param>
    /// <param name="explores">Whether some go where little is known: not while others need the instances.</param>
    private (IReadOnlyList<TestClass> Classes, IReadOnlyList<WaitingTest> Probes) Classes(IReadOnlyList<WaitingTest> waiting, bool explores)
    {
        var classes = new Dictionary<(string Model, string Needs, bool Explores), TestClass?>();
        var probes = new List<WaitingTest>();
        var browsers = explores ? _workers.SelectMany(w => w.View.Descriptor.Browsers).Distinct().ToList() : [];
        foreach (var test in waiting)
        {
            var tried = explores && Exploration.Of(test.Test, RecoveryWishes.None, browsers, _context) is { } only ? ClassOf(new(only, test.SubmittedAt), true) : null;
            if ((tried ?? ClassOf(test, false)) is { } its && (probes.Count == 0 || !ReferenceEquals(probes[^1], test)))
            {
                its.Waiting.Enqueue(test);
            }
        }

        return ([.. classes.Values.OfType<TestClass>().Where(c => c.Waiting.Count > 0)], probes);

        TestClass? ClassOf(WaitingTest asked, bool tries)
        {
            var key = (asked.Test.ModelId, asked.Needs, tries);
            if (!classes.TryGetValue(key, out var its))
            {
                var all = _choices.Of(asked.Test, asked.Needs).FindAll(c => !IsHeld(c.Worker) && (!tries || c.Worker.Lanes.Any(l => !l.Taken && (l.Browser ?? c.Work.Browser) == c.Work.Browser)));
                var breakers = _breakers?.Invoke(asked.Test.ModelId);
                var closed = breakers is null ? all : all.FindAll(c => breakers(c.Place).Phase == BreakerPhase.Closed);
                if (closed.Count < all.Count && !tries)
                {
                    probes.Add(asked);
                }

                classes.Add(key, its = closed.Count == 0 ? null : new TestClass(asked, closed, tries));
            }

            return its;
        }
    }

    /// <summary>Whether an exclusive test holds a worker now: it may have begun to in this very pass.</summary>
    private bool IsHeld(WorkerLanes worker) => _farm.Find(worker.View.Descriptor.WorkerId) is null or { HeldExclusively: true };
}
