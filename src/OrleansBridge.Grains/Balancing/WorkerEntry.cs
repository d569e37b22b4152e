using OrleansBridge.Core.Fleet;
using OrleansBridge.Execution;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Balancing;

/// <summary>What the balancer knows of one worker. A cache: the worker's ledger decides.</summary>
internal sealed class WorkerEntry(WorkerDescriptor descriptor)
{
    private readonly Dictionary<RunKey, HeldRun> _runs = [];
    private WorkerView? _view;

    public WorkerDescriptor Descriptor { get; private set; } = descriptor;
    public long Generation { get; set; }

    /// <summary>A higher generation that the worker's ledger had at the last sweep.</summary>
    public long LedgerGeneration { get; set; }
    public IWorkerAgent? Agent { get; private set; }
    public DateTimeOffset Heard { get; private set; }
    public bool Draining { get; set; }
    public double FreeMemoryGb { get; private set; }
    public IReadOnlyList<BrowserSnapshot> Browsers { get; private set; } = [];

    /// <summary>After the ledger refused a place here: not before this time again.</summary>
    public DateTimeOffset RefusedUntil { get; set; }

    /// <summary>Live assignments as far as known, those still being committed included.</summary>
    public IReadOnlyDictionary<RunKey, HeldRun> Runs => _runs;

    /// <summary>Takes what its agent says of it.</summary>
    public void Hear(WorkerHeartbeat heartbeat, IWorkerAgent agent, DateTimeOffset now)
    {
        (Descriptor, Agent, Heard) = (heartbeat.Descriptor, agent, now);
        (Draining, FreeMemoryGb, Browsers) = (heartbeat.Draining, heartbeat.FreeMemoryGb, heartbeat.Browsers);
        _view = null;
    }

    public void Hold(RunKey run, HeldRun held)
    {
        _runs[run] = held;
        _view = null;
    }

    public void Drop(RunKey run)
    {
        _runs.Remove(run);
        _view = null;
    }

    /// <summary>Kept until something changes: each decision looks at every worker.</summary>
    public WorkerView ToView(DateTimeOffset now)
    {
        var (draining, alive) = (Draining || RefusedUntil > now, IsAlive(now));
        return _view is { } view && view.Draining == draining && view.Alive == alive && view.Generation == Generation ? view : _view = new()
        {
            Descriptor = Descriptor,
            Generation = Generation,
            Runs = _runs.ToDictionary(r => r.Key, r => r.Value.Browser),
            Models = _runs.ToDictionary(r => r.Key, r => r.Value.Model),
            HeldExclusively = _runs.Values.Any(r => r.Exclusive),
            Browsers = Browsers,
            FreeMemoryGb = FreeMemoryGb,
            Draining = draining,
            Alive = alive,
        };
    }

    public bool IsAlive(DateTimeOffset now) => Agent is not null && now - Heard < WorkerLease.Length;

    public WorkerSnapshot ToSnapshot(DateTimeOffset now) => new()
    {
        Descriptor = Descriptor,
        Generation = Generation,
        Reserved = Runs.Count,
        LastHeartbeat = Heard == default ? null : Heard,
        Alive = IsAlive(now),
        Draining = Draining,
    };
}
