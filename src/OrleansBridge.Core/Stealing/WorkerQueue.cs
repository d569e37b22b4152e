using OrleansBridge.Core.Dispatching.Planning;
using OrleansBridge.Core.Fleet;
using OrleansBridge.Workers;

namespace OrleansBridge.Core.Stealing;

/// <summary>What one worker has before it, and when each run should be over.</summary>
internal sealed class WorkerQueue
{
    private readonly WorkTable _work;
    private readonly DateTimeOffset _now;
    private readonly List<HeldTest> _tests;
    private WorkerLanes? _lanes;

    public WorkerQueue(WorkerView view, IEnumerable<HeldTest> tests, WorkTable work, DateTimeOffset now)
    {
        (View, _work, _now) = (view, work, now);
        _tests = [.. tests.OrderBy(t => t.StartedAt is null).ThenBy(t => t.AssignedAt).ThenBy(t => t.Test.TestId, StringComparer.Ordinal)];
    }

    public WorkerView View { get; }

    public double Utilization => View.Descriptor.Capacity > 0 ? (double)View.Runs.Count / View.Descriptor.Capacity : 1;

    public IEnumerable<HeldTest> Waiting => _tests.Where(t => t is { StartedAt: null, Bound: false });

    public Makespan Makespan => Makespan.Of([.. Lanes.Lanes.Where(l => l.Taken).Select(l => l.Free)]);

    /// <summary>Whether a run would begin at once.</summary>
    public bool IsIdle => View is { Alive: true, Draining: false, HeldExclusively: false } && View.Runs.Count < View.Descriptor.MaxBrowsers;

    private WorkerLanes Lanes => _lanes ??= new WorkerLanes(View, _tests, t => _work.Of(t.Test, t.Browser, t.Backend), _now);

    /// <summary>Seconds from now until a test is done.</summary>
    public double FinishOf(HeldTest test) => Lanes.EndOf(test.Test.TestId!);

    public WorkerQueue Without(HeldTest test) =>
        new(View with { Runs = View.Runs.Where(r => !(r.Key.TestId == test.Test.TestId && r.Key.Epoch == test.Epoch)).ToDictionary() }, _tests.Where(t => t != test), _work, _now);

    public WorkerQueue With(HeldTest test) =>
        new(View with { Runs = new Dictionary<RunKey, string>(View.Runs) { [new(test.Test.TestId!, test.Epoch, 0)] = test.Browser } }, _tests.Append(test), _work, _now);
}
