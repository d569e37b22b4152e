using OrleansBridge.Core.Dispatching;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Balancing;

internal sealed partial class BalancerGrain
{
    private static readonly Dictionary<RunKey, string> s_none = [];

    /// <summary>
    /// Lets a worker run empty for an exclusive test whose turn has come: others would take each slot as it becomes free,
    /// and the worker would never be. The one with the fewest runs; as it takes no more, it stays the one.
    /// </summary>
    private void HoldFor(WaitingTest test, DateTimeOffset now)
    {
        if (!test.Test.Exclusive || test.Turn > time.GetUtcNow())
        {
            return;
        }

        var breakers = Breakers(test.Test.ModelId, now);
        var held = _dispatcher.Farm.Workers.Where(v => v is { Alive: true, Draining: false, HeldExclusively: false })
            .OrderBy(v => v.Runs.Count).ThenBy(v => v.Descriptor.WorkerId, StringComparer.Ordinal)
            .FirstOrDefault(v => Placer.Choose(test.Test, [v with { Runs = s_none, Models = s_none }], test.Wishes, breakers).Place is not null);
        if (held is not null)
        {
            Empty(_workers[held.Descriptor.WorkerId], true);
        }
    }

    /// <summary>Each round decides anew who runs empty, and for whom.</summary>
    private void LetGo()
    {
        foreach (var worker in _workers.Values.Where(w => w.RunsEmpty))
        {
            Empty(worker, false);
        }
    }

    private void Empty(WorkerEntry worker, bool runsEmpty)
    {
        worker.RunsEmpty = runsEmpty;
        Show(worker);
    }
}
