using OrleansBridge.Core.Eligibility;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Core.Scaling;

/// <summary>Reads the farm's pressure (SPEC section 12) off its workers.</summary>
public static class PressureGauge
{
    /// <summary>
    /// How many of the waiting tests a further silo could start: of those that share a concurrency key one, and none while another
    /// of them runs; and none that no registered worker could ever run, since a further silo is like those there are.
    /// </summary>
    /// <param name="waiting">Tests that wait for a place.</param>
    /// <param name="held">Concurrency keys whose tests run.</param>
    /// <param name="farm">All workers.</param>
    public static int Startable(IEnumerable<TestRequirements> waiting, IReadOnlyCollection<string> held, IReadOnlyCollection<WorkerView> farm)
    {
        var able = waiting.Where(t => FarmCheck.Check(t, farm).Count == 0).ToList();
        return able.Count(t => t.ConcurrencyKey is null) + able.Select(t => t.ConcurrencyKey).OfType<string>().Distinct().Count(k => !held.Contains(k));
    }

    /// <summary>
    /// A draining worker counts on neither side: it ends what it has, and were its runs load, every step down would ask for a
    /// step up. A lost worker's runs are load without a slot: each will want a place elsewhere.
    /// </summary>
    /// <param name="waiting">Tests that wait for a place and could start on a further silo.</param>
    /// <param name="workers">The workers as last heard.</param>
    public static FarmPressure Read(int waiting, IReadOnlyCollection<WorkerSnapshot> workers)
    {
        var serving = workers.Where(w => w is { Alive: true, Draining: false }).ToList();
        var queued = waiting + workers.Where(w => !w.Alive).Sum(w => w.Reserved);
        var busy = serving.Sum(w => w.Reserved);
        var slots = serving.Sum(w => w.Descriptor.Capacity);
        return new FarmPressure
        {
            Pressure = (double)(queued + busy) / Math.Max(1, slots),
            Queued = queued,
            Busy = busy,
            Slots = slots,
            Workers = serving.Count,
        };
    }
}
