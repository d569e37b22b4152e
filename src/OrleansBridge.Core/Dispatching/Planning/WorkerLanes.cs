using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Stealing;

namespace OrleansBridge.Core.Dispatching.Planning;

/// <summary>A worker's instances with the runs it holds, each run on the one that fits it best (list scheduling, Graham 1969).</summary>
internal sealed class WorkerLanes
{
    private readonly List<Lane> _lanes;

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

        foreach (var test in held.OrderBy(t => t.StartedAt is null).ThenBy(t => t.StartedAt ?? t.AssignedAt))
        {
            var takes = work(test);
            if (test.StartedAt is { } started)
            {
                Continue(takes, (now - started).TotalSeconds);
            }
            else
            {
                var (lane, _, end) = Best(takes, 0);
                lane.Take(takes, end);
            }
        }
    }

    public WorkerView View { get; }

    /// <summary>Instances there may be.</summary>
    public int Instances => _lanes.Count;

    /// <summary>Instances without a run.</summary>
    public int Idle => _lanes.Count(l => !l.Taken);

    /// <summary>Tests this round put here.</summary>
    public int Placed { get; set; }

    /// <summary>The lane on which it costs least: when it would end, and how much work it is.</summary>
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

    /// <summary>Whether an instance is free within some seconds.</summary>
    public bool HasFree(double within)
    {
        foreach (var lane in _lanes)
        {
            if (lane.Free <= within)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A run that has started is on an instance of its type, most likely on one that had its model.</summary>
    private void Continue(in Work work, double since)
    {
        var takes = work;
        var lane = _lanes.Where(l => !l.Taken)
            .OrderByDescending(l => l.Browser == takes.Browser).ThenByDescending(l => l.Has(takes)).ThenByDescending(l => l.Browser is null).FirstOrDefault() ?? _lanes[0];
        var full = lane.Browser == work.Browser && lane.Has(work) ? work.Run : work.Setup + work.Run;
        lane.Take(work, lane.Free + Overrun.Remaining(full, since));
    }
}
