using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Core.Stealing;
using OrleansBridge.Workers;

namespace OrleansBridge.Core.Dispatching;

/// <summary>The assigned tests by their runs.</summary>
internal sealed class RunsInHand
{
    private readonly Dictionary<RunKey, HeldTest> _runs = [];

    public IReadOnlyCollection<HeldTest> All => _runs.Values;

    public void Add(RunKey run, HeldTest test) => _runs[run] = test;

    /// <summary>A run began on its worker as the farm still has it.</summary>
    public void Start(RunKey run, DateTimeOffset at, FarmIndex farm, ScoringContext context)
    {
        if (_runs.TryGetValue(run, out var held) && held.StartedAt is null)
        {
            _runs[run] = held with { StartedAt = at, Loaded = farm.Find(held.Worker) is { } worker ? IsLoaded(held, worker, context) : null };
        }
    }

    /// <returns>What was held, or null.</returns>
    public HeldTest? Remove(RunKey run) => _runs.Remove(run, out var held) ? held : null;

    /// <summary>Forgets what a worker had and has no more.</summary>
    public void Forget(WorkerView? before, WorkerView? after)
    {
        foreach (var run in before?.Runs.Keys ?? [])
        {
            if (after?.Runs.ContainsKey(run) != true)
            {
                _runs.Remove(run);
            }
        }
    }

    /// <summary>Seconds of browser time that a worker's runs still need, by browser type; of a run nobody told of as much as of the others on average.</summary>
    public IReadOnlyDictionary<string, double> Backlog(WorkerView worker, ScoringContext context, DateTimeOffset now)
    {
        var backlog = new Dictionary<string, double>();
        foreach (var type in worker.Runs.GroupBy(r => r.Value, r => r.Key))
        {
            var known = type.Select(run => _runs.GetValueOrDefault(run)).OfType<HeldTest>().ToList();
            if (known.Count > 0)
            {
                backlog.Add(type.Key, known.Sum(held => Remaining(held, worker, context, now)) * type.Count() / known.Count);
            }
        }

        return backlog;
    }

    private static double Remaining(HeldTest held, WorkerView worker, ScoringContext context, DateTimeOffset now)
    {
        var estimate = context.Times.Of(held.Test.ModelId, held.Test.ModelType, held.Browser, held.Backend);
        var expected = estimate.RunSeconds + (held.Loaded ?? IsLoaded(held, worker, context) ? 0 : estimate.SetupSeconds);
        return held.StartedAt is { } started ? Overrun.Remaining(expected, (now - started).TotalSeconds) : expected;
    }

    private static bool IsLoaded(HeldTest held, WorkerView worker, ScoringContext context) =>
        worker.Browsers.Any(b => b.Browser == held.Browser && ModelNames.Of(held.Test.ModelId, held.Backend, context).Any(b.Resident.Contains));
}
