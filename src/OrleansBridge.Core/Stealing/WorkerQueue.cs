using OrleansBridge.Core.Fleet;
using OrleansBridge.Core.Scoring;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Stealing;

/// <summary>What one worker has before it, and when each run should be over: its instances take the next run in order as they become free (list scheduling, Graham 1969).</summary>
internal sealed class WorkerQueue
{
    /// <summary>A run that takes longer than expected has at least this part of it before it.</summary>
    private const double StillToCome = .1;

    private readonly ScoringContext _context;
    private readonly DateTimeOffset _now;
    private readonly List<HeldTest> _tests;
    private Dictionary<string, double>? _finish;
    private double _work;

    public WorkerQueue(WorkerView view, IEnumerable<HeldTest> tests, ScoringContext context, DateTimeOffset now)
    {
        (View, _context, _now) = (view, context, now);
        _tests = [.. tests.OrderBy(t => t.StartedAt is null).ThenBy(t => t.AssignedAt).ThenBy(t => t.Test.TestId, StringComparer.Ordinal)];
    }

    public WorkerView View { get; private set; }

    public double Utilization => View.Descriptor.Capacity > 0 ? (double)View.Runs.Count / View.Descriptor.Capacity : 1;

    public IEnumerable<HeldTest> Waiting => _tests.Where(t => t.StartedAt is null);

    /// <summary>Seconds from now until all is done, and until it would be if the instances could share it evenly.</summary>
    public Makespan Makespan => new(Finish().Values.DefaultIfEmpty().Max(), _work / Math.Max(1, View.Descriptor.MaxBrowsers));

    /// <summary>Whether a run would begin at once.</summary>
    public bool IsIdle => View is { Alive: true, Draining: false, HeldExclusively: false } && View.Runs.Count < View.Descriptor.MaxBrowsers;

    /// <summary>Seconds from now until a test is done.</summary>
    public double FinishOf(HeldTest test) => Finish()[test.Test.TestId!];

    /// <summary>Seconds until a test would be done, that came now to a browser type.</summary>
    public double FinishWith(TestRequirements test, string browser, string backend)
    {
        var estimate = _context.Times.Of(test.ModelId, test.ModelType, browser, backend);
        return Completion.Seconds(estimate.RunSeconds, Setup(test, browser, backend), PlaceLoad.Of(View, browser), View.Descriptor.MaxBrowsers, _context.Options.LaunchSeconds);
    }

    public WorkerQueue Without(HeldTest test) =>
        new(View with { Runs = View.Runs.Where(r => !IsOf(r.Key, test)).ToDictionary() }, _tests.Where(t => t != test), _context, _now);

    public WorkerQueue With(HeldTest test) =>
        new(View with { Runs = new Dictionary<Workers.RunKey, string>(View.Runs) { [new(test.Test.TestId!, test.Epoch, 0)] = test.Browser } }, _tests.Append(test), _context, _now);

    private static bool IsOf(Workers.RunKey run, HeldTest test) => run.TestId == test.Test.TestId && run.Epoch == test.Epoch;

    private Dictionary<string, double> Finish()
    {
        if (_finish is not null)
        {
            return _finish;
        }

        _finish = new(StringComparer.Ordinal);
        var lanes = new double[Math.Max(1, View.Descriptor.MaxBrowsers)];
        var loaded = new HashSet<(string, string, string)>();
        foreach (var test in _tests)
        {
            var lane = Array.IndexOf(lanes, lanes.Min());
            var seconds = Seconds(test, loaded);
            _work += seconds;
            lanes[lane] += seconds;
            _finish[test.Test.TestId!] = lanes[lane];
        }

        return _finish;
    }

    private double Seconds(HeldTest test, HashSet<(string Model, string Browser, string Backend)> loaded)
    {
        var run = _context.Times.Of(test.Test.ModelId, test.Test.ModelType, test.Browser, test.Backend).RunSeconds;
        var warm = !loaded.Add((test.Test.ModelId, test.Browser, test.Backend));
        var full = run + (warm ? 0 : Setup(test.Test, test.Browser, test.Backend));
        return test.StartedAt is { } started ? Math.Max(full * StillToCome, full - (_now - started).TotalSeconds) : full;
    }

    private double Setup(TestRequirements test, string browser, string backend) =>
        ResidentModels.Has(View, browser, ModelNames.Of(test.ModelId, backend, _context)) ? 0 : _context.Times.Of(test.ModelId, test.ModelType, browser, backend).SetupSeconds;
}
