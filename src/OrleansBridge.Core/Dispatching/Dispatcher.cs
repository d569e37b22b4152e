using OrleansBridge.Core.Breakers;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Learning;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Core.Stealing;
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

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Dispatcher(DispatcherOptions options)
    {
        if (options.Problems() is { Count: > 0 } problems)
        {
            throw new ArgumentException(string.Join("; ", problems), nameof(options));
        }

        Times = new ServiceTimes(options.Learning);
        _files = new(options.Learning.MostModels);
        _stealing = options.Stealing;
        _context = new ScoringContext { Options = options.Scoring, Times = Times, Sha256 = model => _files.TryFind(model, out var file) ? file.Sha256 : null };
    }

    /// <summary>The workers.</summary>
    public FarmIndex Farm { get; } = new();

    /// <summary>What runs take.</summary>
    public ServiceTimes Times { get; }

    /// <summary>Utilization by browser type as forecast; empty: there is no forecast.</summary>
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
        Farm.Upsert(worker with { BacklogSeconds = _runs.Backlog(worker, Times, now) }, aliveUntil, closedUntil, now);
    }

    /// <summary>Takes a worker out, with its runs.</summary>
    public void Remove(string worker)
    {
        _runs.Forget(Farm.Find(worker), null);
        Farm.Remove(worker);
    }

    /// <summary>The sha256 of a model's file, by which browsers name what they have loaded: without it a loaded model is not known as such.</summary>
    public void Named(string modelId, string sha256) => _files.Use(modelId).Sha256 = sha256;

    /// <summary>Where a test should go now.</summary>
    /// <param name="test">The test.</param>
    /// <param name="wishes">Where recovery wants it.</param>
    /// <param name="now">The present.</param>
    /// <param name="breakers">How the breakers on the way to a place stand; null, and cheapest: all are closed.</param>
    public PlacementDecision Choose(TestRequirements test, RecoveryWishes wishes, DateTimeOffset now, Func<Place, BreakerStanding>? breakers = null)
    {
        Farm.Expire(now);
        return Placer.Choose(test, Farm, wishes, breakers, Context);
    }

    /// <summary>A test was assigned, or is found to be: before its worker is upserted with the run.</summary>
    public void Assigned(RunKey run, TestRequirements test, string worker, string browser, string backend, DateTimeOffset at) =>
        _runs.Add(run, new HeldTest(test, run.Epoch, worker, browser, backend, at, null));

    /// <summary>A browser began with a run: it cannot be stolen any more.</summary>
    public void Started(RunKey run, DateTimeOffset at) => _runs.Start(run, at);

    /// <summary>A run ended, or its assignment did.</summary>
    /// <param name="run">The run.</param>
    /// <param name="seen">What it showed; null where it showed nothing of its place: it was cancelled, or its worker was lost.</param>
    public void Ended(RunKey run, RunObservation? seen)
    {
        _runs.Remove(run);
        if (seen is not null)
        {
            Times.Observe(seen);
        }
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
