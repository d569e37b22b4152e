using OrleansBridge.Core.Fleet;

namespace OrleansBridge.Core.Dispatching.Planning;

/// <summary>Puts the waiting tests on the instances in their time, and says which of them begin now.</summary>
internal sealed class WaitingPlan
{
    /// <summary>Waiting tests for each instance from which work has its whole weight.</summary>
    private const double LargeBacklog = 6;

    private readonly List<WorkerLanes> _workers;
    private readonly IReadOnlyList<TestClass> _classes;
    private readonly PlanOptions _options;
    private readonly double _workWeight;

    /// <param name="workers">The workers with what they hold.</param>
    /// <param name="classes">The tests that wait.</param>
    /// <param name="options">How they are planned.</param>
    /// <param name="backlog">How many wait for each instance there may be.</param>
    public WaitingPlan(List<WorkerLanes> workers, IReadOnlyList<TestClass> classes, PlanOptions options, double backlog)
    {
        (_workers, _classes, _options) = (workers, classes, options);
        _workWeight = options.WorkWeight * Math.Min(1, backlog / LargeBacklog);
    }

    /// <summary>Those that begin now, in the order in which they are to be placed.</summary>
    public IEnumerable<(WaitingTest Test, Place Place, bool Explores)> Run()
    {
        var count = _classes.Sum(c => c.Waiting.Count);
        for (var planned = 0; planned < _options.MostTests && _workers.Exists(w => w.HasFree(_options.AheadSeconds)) && Next() is { } next; planned++)
        {
            var (tests, run) = next;
            var begins = CanBegin(run.Choice.Worker, run.Lane);
            run.Choice.Worker.Take(run.Lane, run.Choice.Work, run.End);
            tests.Later.Enqueue(tests.Waiting.Dequeue());
            if (begins)
            {
                // They ask the same: the first of them begins, whichever was planned there.
                run.Choice.Worker.Placed++;
                yield return (tests.Later.Dequeue(), run.Choice.Place, tests.Explores);
            }
        }

        // Nobody waits for a type that nothing is planned on.
        foreach (var lane in _workers.SelectMany(w => w.Lanes))
        {
            lane.Stay();
        }

        var end = _workers.SelectMany(w => w.Lanes).Select(l => l.Free).DefaultIfEmpty().Average() * Math.Max(1, (double)count / _options.MostTests);
        foreach (var worker in _workers)
        {
            foreach (var lane in worker.Lanes)
            {
                if (CanBegin(worker, lane) && LeastLoss(worker, lane, end) is { } best)
                {
                    var (tests, choice) = best;
                    worker.Take(lane, choice.Work, lane.Free + choice.Work.On(lane));
                    worker.Placed++;
                    yield return ((tests.Later.Count > 0 ? tests.Later : tests.Waiting).Dequeue(), choice.Place, tests.Explores);
                }
            }
        }
    }

    private bool CanBegin(WorkerLanes worker, Lane lane) => lane.Begins <= _options.AheadSeconds && worker.Placed < worker.View.Free;

    /// <summary>Whose next test is planned next: the one that would lose most elsewhere, and the one that has waited longest.</summary>
    private (TestClass Tests, PlannedRun Run)? Next()
    {
        (TestClass, PlannedRun)? next = null;
        var most = double.NegativeInfinity;
        foreach (var tests in _classes)
        {
            if (tests.Waiting.TryPeek(out var test))
            {
                var (run, sufferage) = tests.Best(_workWeight);
                var urgency = (_options.SufferageWeight * sufferage) - (_options.TurnWeight * (test.Turn - DateTimeOffset.UnixEpoch).TotalSeconds);
                (next, most) = urgency > most ? ((tests, run), urgency) : (next, most);
            }
        }

        return next;
    }

    /// <summary>The tests that lose least on an idle instance, against where they cost least.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="lane">The instance.</param>
    /// <param name="end">Seconds from now by which one has to be done.</param>
    private (TestClass Tests, PlannedChoice Choice)? LeastLoss(WorkerLanes worker, Lane lane, double end)
    {
        (TestClass, PlannedChoice)? best = null;
        var least = double.PositiveInfinity;
        foreach (var tests in _classes.Where(c => c.Later.Count + c.Waiting.Count > 0))
        {
            // What the plan did not come to may have an instance launched, and what only one type can take need not end before the rest.
            var behind = tests.Later.Count == 0;
            foreach (var choice in tests.Choices.Where(c => c.Worker == worker && (lane.Browser is null ? behind : c.Work.Browser == lane.Browser)))
            {
                var seconds = choice.Work.On(lane);
                var loss = choice.Cost(seconds) - tests.LeastRun;
                if (loss < least && (lane.Free + seconds <= end || (behind && tests.HasOneType)))
                {
                    (best, least) = ((tests, choice), loss);
                }
            }
        }

        return best;
    }
}
