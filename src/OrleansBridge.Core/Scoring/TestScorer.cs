using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Scoring.Combining;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Scoring;

/// <summary>Scores places for one test (SPEC section 6). Made anew for each decision, so that it never serves what is no longer true.</summary>
internal sealed class TestScorer
{
    private const double NeutralMemory = .75;
    private const double HistoryRuns = 5;

    /// <summary>The most that relative latency may give: what history is divided by, to stay within 1.</summary>
    private const double MostLatency = 1.5;

    private const double Cold = .8;

    private readonly TestRequirements _test;
    private readonly ScoringContext _context;
    private readonly ICombination _combination;
    private readonly double[] _weights;
    private readonly List<BackendFacts> _facts;
    private readonly double _shortest;

    /// <param name="test">The test.</param>
    /// <param name="choices">Every browser type and backend that it could get on some worker.</param>
    /// <param name="context">What is known.</param>
    public TestScorer(TestRequirements test, IEnumerable<(string Browser, string Backend)> choices, ScoringContext context)
    {
        (_test, _context, _combination, _weights) = (test, context, Combinations.Of(context.Options.Combination), context.Options.Weights.InOrder());
        var estimates = choices.Distinct().Select(c => (c.Browser, c.Backend, Estimate: EstimateOf(test, c.Browser, c.Backend, context))).ToList();
        _shortest = estimates.Count > 0 ? estimates.Min(e => e.Estimate.RunSeconds) : 0;
        var mean = estimates.Count > 0 ? estimates.Average(e => e.Estimate.RunSeconds) : 0;
        _facts = [.. estimates.Select(e => Facts(test, e.Browser, e.Backend, e.Estimate, mean))];
    }

    /// <summary>What is known of a browser type and backend.</summary>
    public BackendFacts Facts(string browser, string backend)
    {
        foreach (var facts in _facts)
        {
            if (facts.Browser == browser && facts.Backend == backend)
            {
                return facts;
            }
        }

        throw new InvalidOperationException($"{browser}/{backend} was not among the choices");
    }

    /// <summary>A place's score, in [0, 1].</summary>
    /// <param name="candidate">The place.</param>
    /// <param name="factors">Takes each factor.</param>
    public double Score(Candidate candidate, Span<double> factors)
    {
        var (place, browser) = (candidate.Place, candidate.Place.Browser.Browser);
        var facts = Facts(browser, place.Backend);
        return Score(facts, PlaceTraits.Of(_test, place), PlaceLoad.Of(place.Worker, browser), ResidentModels.Has(place.Worker, browser, facts.Names), candidate.Breaker, factors);
    }

    /// <summary>Seconds that a run would stand in line at a place.</summary>
    public double StartsIn(Place place) => Completion.Wait(
        Facts(place.Browser.Browser, place.Backend).Estimate.RunSeconds, PlaceLoad.Of(place.Worker, place.Browser.Browser), place.Worker.Descriptor.MaxBrowsers);

    /// <summary>A place's score, in [0, 1].</summary>
    /// <param name="facts">What is known of its browser type and backend.</param>
    /// <param name="traits">What it is.</param>
    /// <param name="load">What goes on there.</param>
    /// <param name="resident">Whether the model is loaded.</param>
    /// <param name="breaker">How the breakers on the way stand.</param>
    /// <param name="factors">Takes each factor.</param>
    public double Score(BackendFacts facts, in PlaceTraits traits, in PlaceLoad load, bool resident, BreakerStanding breaker, Span<double> factors)
    {
        var (estimate, options) = (facts.Estimate, _context.Options);
        var setup = resident ? 0 : estimate.SetupSeconds;
        var completion = Completion.Seconds(estimate.RunSeconds, setup, load, traits.MaxBrowsers, options.LaunchSeconds);
        var slots = Math.Max(1, load.Instances) * traits.SlotsPerBrowser;
        factors[(int)Factor.Affinity] = facts.Affinity;
        factors[(int)Factor.Preference] = traits.Preference;
        factors[(int)Factor.Utilization] = Math.Max(.1, 1 - (double)load.Active / slots);
        factors[(int)Factor.Crowding] = load.Active > 2 ? Math.Max(.2, 1 - .15 * (load.Active - 2)) : 1;
        factors[(int)Factor.PredictedLoad] = facts.Predicted;
        factors[(int)Factor.History] = facts.History;
        factors[(int)Factor.MemoryEfficiency] = facts.Memory;
        factors[(int)Factor.Residency] = resident ? 1 : Math.Clamp(estimate.RunSeconds / (estimate.RunSeconds + setup), .1, Cold);
        factors[(int)Factor.Scarcity] = traits.Scarcity;
        factors[(int)Factor.ServiceTime] = facts.Service;
        factors[(int)Factor.Completion] = (_shortest + options.CompletionGrain) / (completion + options.CompletionGrain);
        factors[(int)Factor.Breaker] = breaker.Factor;
        return _combination.Score(factors, _weights);
    }

    /// <summary>The caller's hint counts where nothing was measured.</summary>
    private static Learning.ServiceEstimate EstimateOf(TestRequirements test, string browser, string backend, ScoringContext context)
    {
        var estimate = context.Times.Of(test.ModelId, test.ModelType, browser, backend);
        return estimate.Samples == 0 && test.ExpectedDuration is > 0 and var hint
            ? estimate with { RunSeconds = hint / Affinity.Relative(test.ModelType, browser) }
            : estimate;
    }

    private BackendFacts Facts(TestRequirements test, string browser, string backend, Learning.ServiceEstimate estimate, double mean)
    {
        var service = (_shortest + _context.Options.CompletionGrain) / (estimate.RunSeconds + _context.Options.CompletionGrain);
        var (samples, prior) = (estimate.Samples, _context.Options.AffinityRuns);
        var affinity = (prior * Affinity.Of(test.ModelType, browser) + samples * service) / (prior + samples);
        var predicted = _context.Predicted.TryGetValue(browser, out var p) && p > .7 ? Math.Max(.1, 1 - 2 * (p - .7)) : 1;
        var history = samples > HistoryRuns
            ? (.2 + .8 * estimate.SuccessRate) * Math.Clamp(mean / estimate.RunSeconds, .5, MostLatency) / MostLatency
            : 1 / MostLatency;
        var memory = estimate.Megabytes is { } megabytes ? .5 + .25 * Math.Min(2, 500 / megabytes) : NeutralMemory;
        return new BackendFacts(browser, backend, estimate, affinity, predicted, history, memory, service, ModelNames.Of(test.ModelId, backend, _context));
    }
}
