using System.Globalization;
using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Eligibility;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Core.Stealing;
using OrleansBridge.Placement;
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
    private readonly Dictionary<(string Model, string Browser, string Backend), Work> _work = [];
    private readonly Dictionary<(string Model, string Needs), List<PlannedChoice>> _choices = [];
    private readonly HashSet<(string? Model, string Needs)> _hopeless = [];

    /// <summary>Whether tests are planned: otherwise each goes to the best place that is free.</summary>
    private readonly bool _plans;

    /// <summary>Whether half of the instances are idle: nothing is tried out while others wait.</summary>
    private readonly bool _roomy;
    private bool? _full;
    private int _planned;

    /// <param name="farm">The farm.</param>
    /// <param name="held">What is assigned; null: nothing is planned.</param>
    /// <param name="context">What is known.</param>
    /// <param name="options">How tests are planned.</param>
    /// <param name="now">The present.</param>
    internal PlacementRound(FarmIndex farm, IEnumerable<HeldTest>? held, ScoringContext context, PlanOptions options, DateTimeOffset now)
    {
        (_farm, _context, _options, _plans) = (farm, context, options, held is not null);
        if (held is not null)
        {
            var tests = held.ToLookup(t => t.Worker);
            _workers.AddRange(farm.Workers.Where(w => w is { Alive: true, Draining: false })
                .Select(w => new WorkerLanes(w, tests[w.Descriptor.WorkerId], t => WorkOf(t.Test, t.Browser, t.Backend), now)));
            _roomy = 2 * _workers.Sum(w => w.Idle) >= _workers.Sum(w => w.Instances);
        }
    }

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
        var choices = tried is null ? ChoicesOf(test, needs, breakers) : ChoicesOf(tried, TestNeeds.Of(tried), breakers);
        if (choices.Count == 0)
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
        return Explain(test, best.Choice.Place, tried is null ? null : "tried to learn", breakers);
    }

    private static PlacementDecision Wait(string why) => new(null, null, why);

    /// <summary>Where a test could go, worked out once for tests that ask the same. None where a breaker has a say.</summary>
    private List<PlannedChoice> ChoicesOf(TestRequirements test, string needs, Func<Place, BreakerStanding>? breakers)
    {
        var key = (test.ModelId, needs);
        if (!_choices.TryGetValue(key, out var choices))
        {
            _choices.Add(key, choices = [.. Choices(test)]);
            if (choices.Exists(c => breakers?.Invoke(c.Place) is { Phase: not BreakerPhase.Closed }))
            {
                choices.Clear();
            }
        }

        return choices;
    }

    private IEnumerable<PlannedChoice> Choices(TestRequirements test)
    {
        var backends = new BackendChoice(test, [], _context);
        foreach (var worker in _workers.Where(w => w.View.Free <= 0 || PlaceFilter.Wait(test, w.View) is null))
        {
            foreach (var browser in worker.View.Descriptor.Browsers)
            {
                if (PlaceFilter.Offer(test, worker.View, browser, out _, null, backends.Of) is { } place)
                {
                    yield return new(worker, place, WorkOf(test, browser.Browser, place.Backend), PlaceTraits.Of(test, place).Preference);
                }
            }
        }
    }

    /// <param name="choices">At least one.</param>
    /// <param name="onlyNow">Whether it has to begin at once: null where it cannot.</param>
    private (PlannedChoice Choice, Lane Lane, double Start, double End)? Best(List<PlannedChoice> choices, bool onlyNow)
    {
        var (best, least) = (((PlannedChoice, Lane, double, double)?)null, double.PositiveInfinity);
        foreach (var choice in choices)
        {
            var (lane, start, end) = choice.Worker.Best(choice.Work, _options.WorkWeight);
            if (onlyNow && (start > _options.AheadSeconds || choice.Worker.Placed >= choice.Worker.View.Free))
            {
                continue;
            }

            // A run that fails is done again, and a browser that the caller would rather not have is as bad as twice the work.
            var cost = start + (1 + _options.WorkWeight) * (end - start) / Math.Max(.05, choice.Work.Success * choice.Preference);
            if (cost < least)
            {
                (best, least) = ((choice, lane, start, end), cost);
            }
        }

        return best;
    }

    private Work WorkOf(TestRequirements test, string browser, string backend)
    {
        if (!_work.TryGetValue((test.ModelId, browser, backend), out var work))
        {
            var estimate = _context.Times.Of(test.ModelId, test.ModelType, browser, backend);
            work = new Work(_work.Count, browser, ModelNames.Of(test.ModelId, backend, _context), estimate.SetupSeconds, estimate.RunSeconds, _context.Options.LaunchSeconds, estimate.SuccessRate);
            _work.Add((test.ModelId, browser, backend), work);
        }

        return work;
    }

    /// <summary>What was placed without the plan takes its time in it all the same.</summary>
    private PlacementDecision Count(PlacementDecision decision, TestRequirements test)
    {
        if (decision.Place is { } place && _workers.Find(w => w.View.Descriptor.WorkerId == place.Worker.Descriptor.WorkerId) is { } worker)
        {
            var work = WorkOf(test, place.Browser.Browser, place.Backend);
            var (lane, _, end) = worker.Best(work, 0);
            lane.Take(work, end);
            worker.Placed++;
            _full = null;
        }

        return decision;
    }

    /// <summary>The planned place with its factors, and what would have scored best had nothing been planned.</summary>
    private PlacementDecision Explain(TestRequirements test, Place planned, string? note, Func<Place, BreakerStanding>? breakers)
    {
        var context = _context with { Options = _context.Options with { ExploreShare = 0 } };
        var best = Placer.Choose(test, _farm, RecoveryWishes.None, breakers, context);
        if (best.Place is { } place && (place.Key, place.Backend) == (planned.Key, planned.Backend))
        {
            return best;
        }

        var only = test with { BrowserRequirements = test.BrowserRequirements with { Required = planned.Browser.Browser }, Backend = new() { Required = planned.Backend } };
        var decision = Placer.Choose(only, [planned.Worker], RecoveryWishes.None, breakers, context);
        if (decision.Explanation is not { } explanation || best is not { Place: { } other, Explanation: { } others })
        {
            return decision;
        }

        var instead = new PlacementAlternative(other.Worker.Descriptor.WorkerId, other.Browser.Browser, other.Backend, others.Score, null);
        return decision with
        {
            Explanation = explanation with
            {
                Alternatives = [instead, .. others.Alternatives.Where(a => (a.Worker, a.Browser) != (planned.Worker.Descriptor.WorkerId, planned.Browser.Browser)).Take(Placer.MostAlternatives - 1)],
                Note = note ?? "planned together with the tests that wait: it begins at once, and the others have their browsers when they need them",
            },
        };
    }
}
