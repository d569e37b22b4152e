using System.Globalization;
using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Core.Stealing;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Dispatching.Planning;

/// <summary>
/// One pass over the waiting tests, in their order. Each is planned on the instance where it ends soonest for the least work, busy ones
/// included, with those before it counted (minimum completion time mapping: Ibarra and Kim 1977; Maheswaran et al. 1999); placed is only
/// what can begin at once. So a test waits for the browser that suits it when that is worth it, and the next one may have the free one that
/// did not. Of those behind the first <see cref="PlanOptions.MostTests"/> only who can begin at once is looked at. To be thrown away after the pass.
/// </summary>
public sealed class PlacementRound
{
    private static readonly PlacementDecision s_full = Wait("no instance is free that the tests before it leave");

    private readonly FarmIndex _farm;
    private readonly ScoringContext _context;
    private readonly PlanOptions _options;
    private readonly List<WorkerLanes> _workers = [];
    private readonly WorkTable _work;
    private readonly ChoiceTable _choices;
    private readonly HashSet<(string? Model, string Needs)> _hopeless = [];
    private readonly Dictionary<(string Model, string Needs), bool> _broken = [];

    /// <summary>Whether tests are planned: otherwise each goes to the best place that is free.</summary>
    private readonly bool _plans;

    /// <summary>Whether half of the instances are idle: nothing is tried out while others wait.</summary>
    private readonly bool _roomy;

    /// <summary>Tests that wait for each instance there may be.</summary>
    private readonly double _backlog;

    /// <summary>How many seconds of waiting a second of work is worth now.</summary>
    private readonly double _workWeight;
    private bool? _full;
    private int _planned;

    /// <param name="farm">The farm.</param>
    /// <param name="held">What is assigned; null: nothing is planned.</param>
    /// <param name="context">What is known.</param>
    /// <param name="options">How tests are planned.</param>
    /// <param name="waiting">How many tests wait.</param>
    /// <param name="now">The present.</param>
    internal PlacementRound(FarmIndex farm, IEnumerable<HeldTest>? held, ScoringContext context, PlanOptions options, int waiting, DateTimeOffset now)
    {
        (_farm, _context, _options, _plans) = (farm, context, options, held is not null);
        _work = new WorkTable(context);
        _choices = new ChoiceTable(_workers, _work, context);
        if (held is not null)
        {
            var tests = held.ToLookup(t => t.Worker);
            _workers.AddRange(farm.Workers.Where(w => w is { Alive: true, Draining: false })
                .Select(w => new WorkerLanes(w, tests[w.Descriptor.WorkerId], t => _work.Of(t.Test, t.Browser, t.Backend), now)));
            var instances = _workers.Sum(w => w.Instances);
            _roomy = 2 * _workers.Sum(w => w.Idle) >= instances;
            _backlog = (double)waiting / Math.Max(1, instances);
            _workWeight = options.WorkWeight * Math.Min(1, _backlog);
        }
    }

    /// <summary>
    /// The waiting tests in the order in which to ask for them: as they come while many wait. Once few are left, those that take long go
    /// before others whose turn is about the same, so that none of them begins when all else has ended (longest processing time first: Graham 1969).
    /// </summary>
    /// <param name="waiting">In the order of their turns.</param>
    /// <param name="test">The test that waits.</param>
    /// <param name="turn">When its turn is (<see cref="WaitingOrder.Turn"/>).</param>
    /// <param name="needs">What <see cref="TestNeeds.Of"/> says of the test; null: it is worked out.</param>
    /// <typeparam name="T">What stands for a waiting test.</typeparam>
    /// <returns>All of them.</returns>
    public IReadOnlyList<T> InOrder<T>(IReadOnlyList<T> waiting, Func<T, TestRequirements> test, Func<T, DateTimeOffset> turn, Func<T, string>? needs = null) =>
        !_plans || _backlog > _options.LongestFirst ? waiting : [.. waiting.OrderBy(w => turn(w) - Lead(test(w), needs?.Invoke(w)))];

    /// <summary>Where the next waiting test should go now, or that it should wait.</summary>
    /// <param name="test">The test.</param>
    /// <param name="wishes">Where recovery wants it.</param>
    /// <param name="breakers">How the breakers on the way to a place stand; null: all are closed.</param>
    /// <param name="needs">What <see cref="TestNeeds.Of"/> says of the test, if that is known.</param>
    public PlacementDecision Choose(TestRequirements test, RecoveryWishes wishes, Func<Place, BreakerStanding>? breakers = null, string? needs = null)
    {
        // What recovery wants, what runs alone and what breakers keep away is not planned but put where it is best now.
        if (test.Exclusive || wishes is not { Prefer.Count: 0, Avoid.Count: 0 })
        {
            return Count(Placer.Choose(test, _farm, wishes, breakers, _context), test);
        }

        needs ??= TestNeeds.Of(test);
        return _plans ? Planned(test, needs, breakers) : Unplanned(test, needs, breakers);
    }

    private static PlacementDecision Wait(string why) => new(null, null, why);

    private TimeSpan Lead(TestRequirements test, string? needs)
    {
        var choices = _choices.Of(test, needs ?? TestNeeds.Of(test));
        return choices.Count == 0 ? TimeSpan.Zero : WaitingOrder.Lead(choices.Min(c => c.Work.Run));
    }

    /// <summary>Tests that need the same share the answer that there is no place.</summary>
    private PlacementDecision Unplanned(TestRequirements test, string needs, Func<Place, BreakerStanding>? breakers)
    {
        if (_hopeless.Contains((null, needs)))
        {
            return s_full;
        }

        var decision = Placer.Choose(test, _farm, RecoveryWishes.None, breakers, _context);
        if (decision is { Place: null, HeldByBreaker: false })
        {
            _hopeless.Add((null, needs));
        }

        return decision;
    }

    private PlacementDecision Planned(TestRequirements test, string needs, Func<Place, BreakerStanding>? breakers)
    {
        if ((_full ??= !_workers.Exists(w => w.Placed < w.View.Free && w.HasFree(_options.AheadSeconds))) || _hopeless.Contains((test.ModelId, needs)))
        {
            return s_full;
        }

        var tried = !_roomy ? null : Exploration.Of(test, RecoveryWishes.None, _workers.SelectMany(w => w.View.Descriptor.Browsers), _context);
        var asked = tried is null ? needs : TestNeeds.Of(tried);
        var choices = _choices.Of(tried ?? test, asked);
        if (choices.Count == 0 || IsBroken(test.ModelId, asked, choices, breakers))
        {
            return Count(Placer.Choose(test, _farm, RecoveryWishes.None, breakers, _context), test);
        }

        var last = _planned++ >= _options.MostTests;
        if (Best(choices, onlyNow: last) is not { } best)
        {
            _hopeless.Add((test.ModelId, needs));
            return s_full;
        }

        best.Lane.Take(best.Choice.Work, best.End);
        _full = null;
        if (best.Start > _options.AheadSeconds || best.Choice.Worker.Placed >= best.Choice.Worker.View.Free)
        {
            return Wait(string.Create(CultureInfo.InvariantCulture, $"planned on {best.Choice.Place.Key} in {best.Start:0.#} s, which serves better than any free place"));
        }

        best.Choice.Worker.Placed++;
        return PlannedPlace.Explain(test, best.Choice.Place, tried is null ? null : "tried to learn", _farm, breakers, _context);
    }

    /// <summary>Whether a breaker has a say in any of the choices: asked once in a round.</summary>
    private bool IsBroken(string model, string needs, List<PlannedChoice> choices, Func<Place, BreakerStanding>? breakers)
    {
        if (breakers is null)
        {
            return false;
        }

        if (!_broken.TryGetValue((model, needs), out var broken))
        {
            _broken.Add((model, needs), broken = choices.Exists(c => breakers(c.Place).Phase != BreakerPhase.Closed));
        }

        return broken;
    }

    /// <summary>Whether an exclusive test holds a worker now: it may have begun to in this very pass.</summary>
    private bool IsHeld(WorkerLanes worker) => _farm.Find(worker.View.Descriptor.WorkerId) is null or { HeldExclusively: true };

    /// <param name="choices">At least one.</param>
    /// <param name="onlyNow">Whether it has to begin at once: null where it cannot.</param>
    private (PlannedChoice Choice, Lane Lane, double Start, double End)? Best(List<PlannedChoice> choices, bool onlyNow)
    {
        var (best, least) = (((PlannedChoice, Lane, double, double)?)null, double.PositiveInfinity);
        foreach (var choice in choices)
        {
            var (lane, start, end) = choice.Worker.Best(choice.Work, _workWeight);
            if (IsHeld(choice.Worker) || (onlyNow && (start > _options.AheadSeconds || choice.Worker.Placed >= choice.Worker.View.Free)))
            {
                continue;
            }

            // A run that fails is done again, and a browser that the caller would rather not have is as bad as twice the work.
            var cost = start + (1 + _workWeight) * (end - start) / Math.Max(.05, choice.Work.Success * choice.Preference);
            if (cost < least)
            {
                (best, least) = ((choice, lane, start, end), cost);
            }
        }

        return best;
    }

    /// <summary>What was placed without the plan takes its time in it all the same.</summary>
    private PlacementDecision Count(PlacementDecision decision, TestRequirements test)
    {
        if (decision.Place is { } place && _workers.Find(w => w.View.Descriptor.WorkerId == place.Worker.Descriptor.WorkerId) is { } worker)
        {
            var work = _work.Of(test, place.Browser.Browser, place.Backend);
            var (lane, _, end) = worker.Best(work, 0);
            lane.Take(work, end);
            worker.Placed++;
            _full = null;
        }

        return decision;
    }
}
