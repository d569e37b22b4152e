using OrleansBridge.Core.Dispatching;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Scoring;

namespace OrleansBridge.Core.Stealing;

/// <summary>A worker's instances, each taking the next run of its type in order as it becomes free (list scheduling, Graham 1969).</summary>
internal sealed class InstanceLanes
{
    private readonly List<Lane> _lanes;
    private readonly Dictionary<string, double> _finish = new(StringComparer.Ordinal);
    private readonly int _most;
    private readonly ScoringContext _context;

    private InstanceLanes(WorkerView view, ScoringContext context)
    {
        (_most, _context) = (Math.Max(1, view.Descriptor.MaxBrowsers), context);
        _lanes = [.. view.Browsers.Select(b => new Lane(b.Browser, b.Resident))];
    }

    /// <summary>When all is done.</summary>
    public Makespan Makespan => Makespan.Of([.. _lanes.Where(l => l.Free > 0).Select(l => l.Free)]);

    /// <param name="view">The worker.</param>
    /// <param name="tests">Its tests: those that have started, then the others in their order.</param>
    /// <param name="context">What runs take.</param>
    /// <param name="now">The present.</param>
    public static InstanceLanes Of(WorkerView view, IEnumerable<HeldTest> tests, ScoringContext context, DateTimeOffset now)
    {
        var lanes = new InstanceLanes(view, context);
        foreach (var test in tests)
        {
            lanes.Take(test, now);
        }

        return lanes;
    }

    /// <summary>Seconds from now until a test is done.</summary>
    public double FinishOf(string testId) => _finish[testId];

    private void Take(HeldTest test, DateTimeOffset now)
    {
        var names = ModelNames.Of(test.Test.ModelId, test.Backend, _context);
        var estimate = _context.Times.Of(test.Test.ModelId, test.Test.ModelType, test.Browser, test.Backend);
        var lane = LaneFor(test.Browser, names);
        var seconds = lane.LaunchSeconds + estimate.RunSeconds + (lane.Load(names) ? estimate.SetupSeconds : 0);
        lane.Free += test.StartedAt is { } started ? Overrun.Remaining(seconds, (now - started).TotalSeconds) : seconds;
        lane.LaunchSeconds = 0;
        _finish[test.Test.TestId!] = lane.Free;
    }

    /// <summary>The instance of a type that is free first, one that has the model loaded before others; else a new one, or one that makes room.</summary>
    private Lane LaneFor(string browser, IReadOnlyList<string> names)
    {
        var own = _lanes.Where(l => l.Browser == browser).MinBy(l => (l.Free, !l.Has(names)));
        var idle = _lanes.Count < _most ? null : _lanes.Where(l => l.Browser != browser).MinBy(l => l.Free);
        if (own is not null && (own.Free <= _context.Options.LaunchSeconds || (_lanes.Count >= _most && idle is not { Free: 0 })))
        {
            return own;
        }

        if (_lanes.Count < _most || idle is null)
        {
            _lanes.Add(new Lane(browser, []) { LaunchSeconds = _context.Options.LaunchSeconds });
            return _lanes[^1];
        }

        _lanes.Remove(idle);
        _lanes.Add(new Lane(browser, []) { Free = idle.Free, LaunchSeconds = _context.Options.LaunchSeconds });
        return _lanes[^1];
    }

    private sealed class Lane(string browser, IReadOnlyList<string> resident)
    {
        private readonly HashSet<string> _loaded = new(resident, StringComparer.Ordinal);

        public string Browser => browser;

        public double Free { get; set; }

        /// <summary>Before its first run.</summary>
        public double LaunchSeconds { get; set; }

        public bool Has(IReadOnlyList<string> names) => names.Any(_loaded.Contains);

        /// <returns>Whether the model was not loaded.</returns>
        public bool Load(IReadOnlyList<string> names)
        {
            var cold = !Has(names);
            _loaded.Add(names[0]);
            return cold;
        }
    }
}
