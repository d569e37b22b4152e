using OrleansBridge.Execution;
using OrleansBridge.Workers;

namespace OrleansBridge.Core.Fleet;

/// <summary>One browser type on all workers that are the same by what they can do: for a test one is as good as another but for what goes on there.</summary>
internal sealed class SpotGroup(WorkerDescriptor worker, BrowserCapability browser)
{
    private readonly Dictionary<string, SpotBuckets> _resident = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, WorkerView> _workers = new(StringComparer.Ordinal);
    private readonly Dictionary<double, int> _memory = [];

    /// <summary>One of them.</summary>
    public WorkerDescriptor Worker { get; } = worker;

    public BrowserCapability Browser { get; } = browser;

    /// <summary>Stands for all of them to ask whether a test could run here, whatever memory it needs.</summary>
    public WorkerView Sample { get; } = new() { Descriptor = worker with { MemoryGb = 0 }, Generation = 0 };

    /// <summary>How many workers there are, those too that take nothing now.</summary>
    public int Count => _workers.Count;

    /// <summary>The one whose id comes first.</summary>
    public WorkerView First => _workers.First().Value;

    /// <summary>Ids of workers that are alive and not draining.</summary>
    public SortedSet<string> Reachable { get; } = new(StringComparer.Ordinal);

    /// <summary>Spots with a free slot.</summary>
    public SpotBuckets Free { get; } = new();

    /// <summary>Spots with a free slot that have a model loaded; null: none.</summary>
    public SpotBuckets? FreeWith(string model) => _resident.GetValueOrDefault(model);

    /// <summary>Whether any worker is large enough, GB.</summary>
    public bool Holds(double memory) => memory <= 0 || _memory.Keys.Any(m => m <= 0 || m >= memory);

    public void Enter(WorkerView view)
    {
        var (id, memory) = (view.Descriptor.WorkerId, view.Descriptor.MemoryGb);
        _workers[id] = view;
        _memory[memory] = _memory.GetValueOrDefault(memory) + 1;
        if (view is { Alive: true, Draining: false })
        {
            Reachable.Add(id);
        }
    }

    public void Leave(WorkerView view)
    {
        var (id, memory) = (view.Descriptor.WorkerId, view.Descriptor.MemoryGb);
        _workers.Remove(id);
        Reachable.Remove(id);
        if (--_memory[memory] == 0)
        {
            _memory.Remove(memory);
        }
    }

    public void Add(Spot spot)
    {
        Free.Add(spot);
        foreach (var model in spot.Resident)
        {
            if (!_resident.TryGetValue(model, out var buckets))
            {
                _resident.Add(model, buckets = new SpotBuckets());
            }

            buckets.Add(spot);
        }
    }

    public void Remove(Spot spot)
    {
        Free.Remove(spot);
        foreach (var model in spot.Resident)
        {
            if (_resident.TryGetValue(model, out var buckets))
            {
                buckets.Remove(spot);
                if (buckets.IsEmpty)
                {
                    _resident.Remove(model);
                }
            }
        }
    }
}
