using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Dispatching.Planning;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Learning;
using OrleansBridge.Core.Prediction;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scaling;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Core.Stealing;
using OrleansBridge.Core.Thresholds;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Core.Dispatching;

/// <summary>
/// All that decides where tests run, in one object: balancer and simulator tell it what happens and ask it what to do. Holds only what can be
/// rebuilt from what it is told. Not safe for several threads at once.
/// </summary>
public sealed class Dispatcher
{
    private readonly RunsInHand _runs = new();
    private readonly RecentlyUsed<ModelFile> _files;
    private readonly ScoringContext _context;
    private readonly StealOptions _stealing;
    private readonly Foresight _foresight;
    private readonly PlanOptions _planning;

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Dispatcher(DispatcherOptions options)
    {
        if (options.Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join("; ", problems), nameof(options));
        }

        Times = new ServiceTimes(options.Learning);
        _files = new(options.Learning.MostModels);
        (_stealing, _planning) = (options.Stealing, options.Planning);
        _context = new ScoringContext { Options = options.Scoring, Times = Times, Sha256 = model => _files.TryFind(model, out var file) ? file.Sha256 : null };
        _foresight = new(options, _context.Sha256);
    }

    /// <summary>The workers.</summary>
    public FarmIndex Farm { get; } = new();

    /// <summary>What runs take.</summary>
    public ServiceTimes Times { get; }

    /// <summary>The forecast and how right it was.</summary>
    public LoadForecast Load => _foresight.Load;

    /// <summary>Each worker's thresholds, checked with every forecast.</summary>
    public ThresholdBoard Thresholds => _foresight.Thresholds;

    /// <summary>Utilization by browser type as forecast, by <see cref="Forecast"/> too; empty: there is no forecast.</summary>
    public IReadOnlyDictionary<string, double> Predicted { get; set; } = new Dictionary<string, double>();

    /// <summary>What decisions know now.</summary>
    public ScoringContext Context => _context with { Predicted = Predicted };

    /// <summary>Takes what has changed of a worker. After <see cref="Assigned"/> and <see cref="Started"/>, so that its backlog is right.</summary>
    /// <param name="worker">The worker; its backlog is worked out here.</param>
    /// <param name="now">The present.</param>
    /// <param name="aliveUntil">When its lease ends unless it is heard; null: it never does by itself.</param>
    /// <param name="closedUntil">Until when it takes nothing, after it refused; null: it does.</param>
    public void Upsert(WorkerView worker, DateTimeOffset now, DateTimeOffset? aliveUntil = null, DateTimeOffset? closedUntil = null)
    {
        _runs.Forget(Farm.Find(worker.Descriptor.WorkerId), worker);
        Farm.Upsert(worker with { Backlog = _runs.Backlog(worker, _context, now) }, aliveUntil, closedUntil, now);
    }

    /// <summary>Takes a worker out, with its runs.</summary>
    public void Remove(string worker)
    {
        _runs.Forget(Farm.Find(worker), null);
        Farm.Remove(worker);
        Thresholds.Forget(worker);
    }

    /// <summary>The sha256 of a model's file, by which browsers name what they have loaded: without it a loaded model is not known as such.</summary>
    public void Named(string modelId, string sha256) => _files.Use(modelId).Sha256 = sha256;

    /// <summary>The test of a model that was assigned last: what the model can be run with. Null where none was.</summary>
    public TestRequirements? LastOf(string modelId) => _files.TryFind(modelId, out var file) ? file.Test : null;

    /// <summary>Where one test should go now, whatever else waits.</summary>
    /// <param name="test">The test.</param>
    /// <param name="wishes">Where recovery wants it.</param>
    /// <param name="now">The present.</param>
    /// <param name="breakers">How the breakers on the way to a place stand; null, and cheapest: all are closed.</param>
    public PlacementDecision Choose(TestRequirements test, RecoveryWishes wishes, DateTimeOffset now, Func<Place, BreakerStanding>? breakers = null)
    {
        Farm.Expire(now);
        return Placer.Choose(test, Farm, wishes, breakers, Context);
    }

    /// <summary>
    /// One pass over the waiting tests: which may have a place now, and where. Each decision counts what was made of those before it, so they
    /// are to be carried out one by one as they come. A test that does not come waits, as one without a place does.
    /// </summary>
    /// <param name="waiting">In the order of their turns.</param>
    /// <param name="now">The present.</param>
    /// <param name="breakers">How the breakers on the way to a place stand, by model; null: all are closed.</param>
    public IEnumerable<(WaitingTest Test, PlacementDecision Decision)> Place(IReadOnlyList<WaitingTest> waiting, DateTimeOffset now, Func<string, Func<Place, BreakerStanding>?>? breakers = null)
    {
        Farm.Expire(now);

        // A plan made of guesses alone would leave slots empty for the sake of them.
        var plans = Times.Models > 0 && Farm.Count <= _planning.MostWorkers;
        return new PlacementRound(Farm, plans ? _runs.All : null, Context, _planning, breakers, now).Decide(waiting);
    }

    /// <summary>A test was assigned, or is found to be: before its worker is upserted with the run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="test">The test.</param>
    /// <param name="worker">The worker.</param>
    /// <param name="browser">The browser type.</param>
    /// <param name="backend">The backend.</param>
    /// <param name="at">When.</param>
    /// <param name="submittedAt">When the test was submitted; null: when it was assigned.</param>
    /// <param name="bound">Whether recovery chose the place: then it does not move.</param>
    public void Assigned(RunKey run, TestRequirements test, string worker, string browser, string backend, DateTimeOffset at, DateTimeOffset? submittedAt = null, bool bound = false)
    {
        _files.Use(test.ModelId).Test = test;
        var held = new HeldTest(test, run.Epoch, worker, browser, backend, at, null) { SubmittedAt = submittedAt, Bound = bound };
        _runs.Add(run, held);
        _foresight.Assigned(held, submittedAt ?? at);
    }

    /// <summary>A browser began with a run: it cannot be stolen any more. Before its worker is upserted: what was loaded until then shows whether the run had to load its model.</summary>
    public void Started(RunKey run, DateTimeOffset at) => _runs.Start(run, at, Farm, _context);

    /// <summary>A run ended, or its assignment did.</summary>
    /// <param name="run">The run.</param>
    /// <param name="seen">What it showed; null where it showed nothing of its place: it was cancelled, or its worker was lost.</param>
    /// <param name="at">When; null: how long the test stayed is taken for what its run took.</param>
    public void Ended(RunKey run, RunObservation? seen, DateTimeOffset? at = null)
    {
        var held = _runs.Remove(run);
        if (seen is null)
        {
            return;
        }

        Times.Observe(seen);
        if (held is not null)
        {
            _foresight.Ended(held, seen, at);
        }
    }

    /// <summary>
    /// Looks a minute ahead: every second or every few, for what it keeps is scored by what is there a minute later. Placement has its
    /// utilization from then on, and workers' thresholds are checked when they are due.
    /// </summary>
    /// <param name="waiting">Tests that wait for a place.</param>
    /// <param name="now">The present.</param>
    public LoadOutlook Forecast(IReadOnlyCollection<WaitingTest> waiting, DateTimeOffset now)
    {
        Farm.Expire(now);
        var outlook = _foresight.Look(Farm, _runs.All, waiting, now);
        Predicted = outlook.Utilization;
        return outlook;
    }

    /// <summary>Which browser instances come, go and are warmed, by the last <see cref="Forecast"/> and what waited then.</summary>
    /// <param name="now">The present.</param>
    public ScalePlan Scale(DateTimeOffset now)
    {
        Farm.Expire(now);
        return _foresight.Scale(Farm, now);
    }

    /// <summary>One round of stealing.</summary>
    /// <param name="now">The present.</param>
    /// <param name="breakers">How the breakers on the way to a place stand; null: all are closed.</param>
    public IReadOnlyList<StealMove> Steal(DateTimeOffset now, Func<Place, BreakerStanding>? breakers = null)
    {
        Farm.Expire(now);
        return StealPlanner.Plan(Farm.Workers, _runs.All, Context, _stealing, now, breakers);
    }
}
