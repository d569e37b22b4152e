using OrleansBridge.Core.Scoring;

namespace OrleansBridge.Core.Fleet;

/// <summary>
/// The farm as decisions look for places in it: kept up to date worker by worker, so that a decision looks at a few places of each
/// kind and never at all workers. Not safe for several threads at once.
/// </summary>
public sealed class FarmIndex
{
    private readonly Dictionary<string, FarmMember> _members = new(StringComparer.Ordinal);
    private readonly WorkersById _workers;
    private readonly PriorityQueue<string, DateTimeOffset> _changes = new();
    private readonly Dictionary<string, DateTimeOffset> _awaited = new(StringComparer.Ordinal);
    private readonly FarmShapes _shapes = new();
    private readonly ActiveRuns _active = new();
    private int _open;

    /// <summary>An empty farm.</summary>
    public FarmIndex() => _workers = new(_members);

    /// <summary>Workers, those too that take nothing now.</summary>
    public int Count => _members.Count;

    /// <summary>Whether any worker that is alive and not draining has a free slot.</summary>
    public bool HasFree => _open > 0;

    /// <summary>All workers by id, as they are now: not to be kept over a change.</summary>
    public IReadOnlyCollection<WorkerView> Workers => _workers;

    internal IEnumerable<SpotGroup> Groups => _shapes.Groups;

    /// <summary>What a search has before it; here, so that it is allocated once.</summary>
    internal PriorityQueue<Lead, (double Score, string Key)> Leads { get; } = new(Lead.BestFirst);

    /// <summary>A worker as decisions see it, or null.</summary>
    public WorkerView? Find(string worker) => _members.GetValueOrDefault(worker)?.View;

    /// <summary>Live assignments of a model on a browser type, over all workers.</summary>
    public int Active(string browser, string model) => _active.Of(browser, model);

    /// <summary>Adds a worker, or takes what has changed of it: to be called after every change, and only then.</summary>
    /// <param name="view">The worker.</param>
    /// <param name="aliveUntil">When its lease ends unless it is heard; null: it never does by itself.</param>
    /// <param name="closedUntil">Until when it takes nothing, after it refused; null: it does.</param>
    /// <param name="now">The present, by which the two are meant.</param>
    public void Upsert(WorkerView view, DateTimeOffset? aliveUntil = null, DateTimeOffset? closedUntil = null, DateTimeOffset now = default)
    {
        var id = view.Descriptor.WorkerId;
        var before = _members.GetValueOrDefault(id);
        var groups = _shapes.Of(view.Descriptor);
        if (before is not null)
        {
            TakeOut(before, groups);
        }

        PutIn(id, view, aliveUntil, closedUntil, now, groups);
    }

    /// <summary>Takes a worker out.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Remove(string worker)
    {
        if (!_members.Remove(worker, out var member))
        {
            return false;
        }

        _workers.Remove(worker);
        TakeOut(member, []);
        return true;
    }

    /// <summary>Lets pass what time has changed: leases that have ended, refusals that are over. Costs nothing when there is none.</summary>
    public void Expire(DateTimeOffset now)
    {
        while (_changes.TryPeek(out var id, out var due) && due <= now)
        {
            _changes.Dequeue();
            if (_awaited.GetValueOrDefault(id) == due && _awaited.Remove(id) && _members.TryGetValue(id, out var member))
            {
                Upsert(member.Given, member.AliveUntil, member.ClosedUntil, now);
            }
        }
    }

    private void PutIn(string id, WorkerView given, DateTimeOffset? aliveUntil, DateTimeOffset? closedUntil, DateTimeOffset now, IReadOnlyList<SpotGroup> groups)
    {
        var (alive, draining) = (given.Alive && !(aliveUntil <= now), given.Draining || closedUntil > now);
        var view = alive == given.Alive && draining == given.Draining ? given : given with { Alive = alive, Draining = draining };
        var isOpen = view is { Alive: true, Draining: false, Free: > 0 };
        List<Spot> free = isOpen && !view.HeldExclusively ? [.. groups.Select((g, n) => new Spot(view, view.Descriptor.Browsers[n], g))] : [];
        foreach (var group in groups)
        {
            group.Enter(view);
        }

        foreach (var spot in free)
        {
            spot.Group.Add(spot);
        }

        var member = new FarmMember { Given = given, View = view, AliveUntil = aliveUntil, ClosedUntil = closedUntil, Groups = groups, Free = free };
        var isNew = !_members.ContainsKey(id);
        _members[id] = member;
        _active.Add(view, 1);
        _open += isOpen ? 1 : 0;
        if (isNew)
        {
            _workers.Add(id);
        }

        // Not one entry a heartbeat: a lease that was renewed meanwhile is looked at when the old one would have ended.
        if (member.NextChange(now) is { } change && !(_awaited.TryGetValue(id, out var awaited) && awaited <= change))
        {
            _awaited[id] = change;
            _changes.Enqueue(id, change);
        }
    }

    private void TakeOut(FarmMember member, IReadOnlyList<SpotGroup> next)
    {
        foreach (var spot in member.Free)
        {
            spot.Group.Remove(spot);
        }

        foreach (var group in member.Groups)
        {
            group.Leave(member.View);
        }

        if (!ReferenceEquals(member.Groups, next))
        {
            _shapes.Release(member.View.Descriptor, member.Groups);
        }

        _active.Add(member.View, -1);
        _open -= member.View is { Alive: true, Draining: false, Free: > 0 } ? 1 : 0;
    }
}
