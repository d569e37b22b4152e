using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Stealing;

namespace OrleansBridge.Core.Dispatching.Planning;

/// <summary>A worker's instances with the runs it holds, each where the worker's pool would have it.</summary>
internal sealed class WorkerLanes
{
    /// <summary>Seconds that a launch still takes at least, however long ago it should have begun.</summary>
    private const double LaunchLeft = .1;

    private readonly List<Lane> _lanes;
    private readonly Dictionary<string, double> _ends = new(StringComparer.Ordinal);

    /// <param name="view">The worker.</param>
    /// <param name="held">What it holds, as far as known.</param>
    /// <param name="work">What a held test takes where it is.</param>
    /// <param name="now">The present.</param>
    public WorkerLanes(WorkerView view, IEnumerable<HeldTest> held, Func<HeldTest, Work> work, DateTimeOffset now)
    {
        View = view;
        _lanes = [.. view.Browsers.Take(view.Descriptor.MaxBrowsers).Select(b => new Lane(b.Browser, b.Resident))];
        while (_lanes.Count < Math.Max(1, view.Descriptor.MaxBrowsers))
        {
            _lanes.Add(new Lane(null, []));
        }

        foreach (var test in held.OrderBy(t => t.StartedAt is null).ThenBy(t => t.StartedAt ?? t.AssignedAt).ThenBy(t => t.Test.TestId, StringComparer.Ordinal))
        {
            _ends[test.Test.TestId ?? ""] = test.StartedAt is { } started
                ? Continue(work(test), test.Loaded, (now - started).TotalSeconds)
                : Await(work(test), (now - test.AssignedAt).TotalSeconds);
        }
    }

    public WorkerView View { get; }

    public IReadOnlyList<Lane> Lanes => _lanes;

    /// <summary>Tests this round put here.</summary>
    public int Placed { get; set; }

    /// <summary>Changes with its lanes: what was worked out from them before is no longer so.</summary>
    public int Version { get; private set; }

    /// <summary>Seconds from now until a test that it holds is done.</summary>
    public double EndOf(string testId) => _ends[testId];

    /// <summary>Whether a test can begin within some seconds: an instance can, and there is a slot.</summary>
    public bool HasFree(double within)
    {
        if (Placed < View.Free)
        {
            foreach (var lane in _lanes)
            {
                if (lane.Begins <= within)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The lane on which it costs least, and when it would start and end there, seconds from now.</summary>
    public (Lane Lane, double Start, double End) Best(in Work work, double workWeight)
    {
        var (best, start, end, least) = ((Lane?)null, 0.0, 0.0, double.PositiveInfinity);
        foreach (var lane in _lanes)
        {
            var seconds = work.On(lane);
            var cost = lane.Free + (1 + workWeight) * seconds;
            if (cost < least)
            {
                (best, start, end, least) = (lane, lane.Free, lane.Free + seconds, cost);
            }
        }

        return (best!, start, end);
    }

    /// <summary>One of its lanes runs a test.</summary>
    public void Take(Lane lane, in Work work, double until)
    {
        lane.Take(work, until);
        Version++;
    }

    /// <summary>One of its lanes is to be of another type, if anything is planned on it then.</summary>
    public void MayBecome(Lane lane, string type, double launch)
    {
        lane.MayBecome(type, launch);
        Version++;
    }

    /// <summary>A run that has started is on an instance of its type, most likely on one that had its model.</summary>
    private double Continue(Work work, bool? loaded, double since)
    {
        var lane = _lanes.Where(l => !l.Taken)
            .OrderByDescending(l => l.Browser == work.Browser).ThenByDescending(l => l.Has(work)).ThenByDescending(l => l.Browser is null).FirstOrDefault() ?? _lanes[0];
        var full = (loaded ?? (lane.Browser == work.Browser && lane.Has(work))) ? work.Run : work.Setup + work.Run;
        lane.Take(work, lane.Free + Overrun.Remaining(full, since));
        return lane.Free;
    }

    /// <summary>
    /// A run that has not started has an idle instance of its type; else one is being launched for it since it came, where there is room
    /// or another is idle; else it waits for the one of its type that is free first.
    /// </summary>
    private double Await(Work work, double since)
    {
        var idle = _lanes.Where(l => !l.Taken && l.Browser == work.Browser).MaxBy(l => l.Has(work));
        if (idle is null && _lanes.Where(l => !l.Taken).MaxBy(l => l.Browser is null) is { } other)
        {
            other.Become(work.Browser, Math.Clamp(work.Launch - since, Math.Min(LaunchLeft, work.Launch), work.Launch));
        }

        var lane = idle ?? _lanes.Where(l => l.Browser == work.Browser).MinBy(l => l.Free) ?? _lanes.MinBy(l => l.Free)!;
        lane.Take(work, lane.Free + work.On(lane));
        return lane.Free;
    }
}
