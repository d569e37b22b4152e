using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Learning;
using OrleansBridge.Core.Stealing;
using OrleansBridge.Workers;

namespace OrleansBridge.Core.Dispatching;

/// <summary>The assigned tests by their runs.</summary>
internal sealed class RunsInHand
{
    /// <summary>A run that takes longer than expected has at least this part of it before it.</summary>
    private const double StillToCome = .1;

    private readonly Dictionary<RunKey, HeldTest> _runs = [];

    public IReadOnlyCollection<HeldTest> All => _runs.Values;

    public void Add(RunKey run, HeldTest test) => _runs[run] = test;

    public void Start(RunKey run, DateTimeOffset at)
    {
        if (_runs.TryGetValue(run, out var held) && held.StartedAt is null)
        {
            _runs[run] = held with { StartedAt = at };
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

    /// <summary>Seconds of browser time that a worker's runs still need; of a run nobody told of as much as of the others on average.</summary>
    public double Backlog(WorkerView worker, ServiceTimes times, DateTimeOffset now)
    {
        var (seconds, known) = (0.0, 0);
        foreach (var run in worker.Runs.Keys)
        {
            if (_runs.TryGetValue(run, out var held))
            {
                var expected = times.Of(held.Test.ModelId, held.Test.ModelType, held.Browser, held.Backend).RunSeconds;
                seconds += held.StartedAt is { } started ? Math.Max(StillToCome * expected, expected - (now - started).TotalSeconds) : expected;
                known++;
            }
        }

        return known > 0 ? seconds * worker.Runs.Count / known : 0;
    }
}
