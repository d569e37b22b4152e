using OrleansBridge.Core.Fleet;
using OrleansBridge.Execution;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Balancing;

/// <summary>What the balancer knows of one worker. A cache: the worker's ledger decides.</summary>
internal sealed class WorkerEntry(WorkerDescriptor descriptor)
{
    private readonly Dictionary<RunKey, HeldRun> _runs = [];

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

    /// <summary>Whether it runs empty for an exclusive test whose turn has come.</summary>
    public bool RunsEmpty { get; set; }

    /// <summary>When its lease ends unless it is heard.</summary>
    public DateTimeOffset AliveUntil => Agent is null ? DateTimeOffset.MinValue : Heard + WorkerLease.Length;

    /// <summary>Takes what its agent says of it.</summary>
    public void Hear(WorkerHeartbeat heartbeat, IWorkerAgent agent, DateTimeOffset now)
    {
        (Descriptor, Agent, Heard) = (heartbeat.Descriptor, agent, now);
        (Draining, FreeMemoryGb, Browsers) = (heartbeat.Draining, heartbeat.FreeMemoryGb, heartbeat.Browsers);
    }

    public void Hold(RunKey run, HeldRun held) => _runs[run] = held;

    public void Drop(RunKey run) => _runs.Remove(run);

    /// <summary>As decisions see it, but for what time changes: the end of its lease, and of a refusal.</summary>
    public WorkerView ToView() => new()
    {
        Descriptor = Descriptor,
        Generation = Generation,
        Runs = _runs.ToDictionary(r => r.Key, r => r.Value.Browser),
        Models = _runs.ToDictionary(r => r.Key, r => r.Value.Model),
        HeldExclusively = RunsEmpty || _runs.Values.Any(r => r.Exclusive),
        Browsers = Browsers,
        FreeMemoryGb = FreeMemoryGb,
        Draining = Draining,
    };

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
