using OrleansBridge.Core.Fleet;
using OrleansBridge.Execution;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Balancing;

/// <summary>What the balancer knows of one worker. A cache: the worker's ledger decides.</summary>
internal sealed class WorkerEntry(WorkerDescriptor descriptor)
{
    public WorkerDescriptor Descriptor { get; set; } = descriptor;
    public long Generation { get; set; }

    /// <summary>A higher generation that the worker's ledger had at the last sweep.</summary>
    public long LedgerGeneration { get; set; }
    public IWorkerAgent? Agent { get; set; }
    public DateTimeOffset Heard { get; set; }
    public bool Draining { get; set; }
    public double FreeMemoryGb { get; set; }
    public IReadOnlyList<BrowserSnapshot> Browsers { get; set; } = [];

    /// <summary>After the ledger refused a place here: not before this time again.</summary>
    public DateTimeOffset RefusedUntil { get; set; }

    /// <summary>Live assignments as far as known, those still being committed included.</summary>
    public Dictionary<RunKey, HeldRun> Runs { get; } = [];

    public WorkerView ToView(DateTimeOffset now) => new()
    {
        Descriptor = Descriptor,
        Generation = Generation,
        Runs = Runs.ToDictionary(r => r.Key, r => r.Value.Browser),
        Models = Runs.ToDictionary(r => r.Key, r => r.Value.Model),
        HeldExclusively = Runs.Values.Any(r => r.Exclusive),
        Browsers = Browsers,
        FreeMemoryGb = FreeMemoryGb,
        Draining = Draining || RefusedUntil > now,
        Alive = IsAlive(now),
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
