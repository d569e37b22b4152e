using OrleansBridge.Grains.Index;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Balancing;

/// <summary>An assigned test that no agent runs.</summary>
internal static class Orphan
{
    /// <param name="open">The test, assigned.</param>
    /// <param name="worker">Its worker, or null when this balancer does not know it.</param>
    /// <param name="balancing">How long there has been this balancer.</param>
    /// <param name="now">The time on the balancer's steady clock, by which workers are heard.</param>
    /// <param name="assigned">How long ago it was assigned, by clocks that may be wrong.</param>
    /// <returns>Why no agent runs it, or null while one may.</returns>
    public static string? Why(OpenTest open, WorkerEntry? worker, TimeSpan balancing, DateTimeOffset now, TimeSpan assigned)
    {
        if (worker is not null && worker.IsAlive(now) && open.Generation < worker.Generation)
        {
            // No agent starts it any more: there is nothing to wait for.
            return $"worker {open.Worker} registered anew";
        }

        // Either way: a time ahead of this clock is another silo's mistake, and not a reason to wait for it.
        if (assigned.Duration() < WorkerLease.StartGrace)
        {
            return null;
        }

        if (worker is null || !worker.IsAlive(now))
        {
            // One that was heard has had its lease; of another this balancer may be too new to know.
            var heard = worker is not null && worker.Heard != default;
            return heard || balancing > WorkerLease.TakeOver ? $"worker {open.Worker} is lost" : null;
        }

        return !worker.Runs.ContainsKey(new RunKey(open.TestId, open.Epoch, 0)) ? $"worker {open.Worker} does not hold it" : null;
    }
}
