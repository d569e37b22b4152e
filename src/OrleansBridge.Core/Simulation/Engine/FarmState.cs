using System.Globalization;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Simulation.Traces;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Simulation.Engine;

/// <summary>A simulated farm at one time. Changes only by what can happen to a farm.</summary>
internal sealed class FarmState
{
    private readonly TestRequirements?[] _requirements;

    public FarmState(Workload workload, SpeedTable speeds, SimulationOptions options)
    {
        (Workload, Speeds, Options) = (workload, speeds, options);
        Workers = [.. workload.Workers.Select((w, i) => new WorkerNode(i, w, speeds.Browsers))];
        Runs = new RunState[workload.Tests.Length];
        _requirements = new TestRequirements?[workload.Tests.Length];
        FreeSlots = Workers.Sum(w => (long)w.Free);
    }

    public Workload Workload { get; }

    public SpeedTable Speeds { get; }

    public SimulationOptions Options { get; }

    public WorkerNode[] Workers { get; }

    public RunState[] Runs { get; }

    /// <summary>Simulated seconds since the start.</summary>
    public double Now { get; set; }

    public long FreeSlots { get; set; }

    /// <summary>Failed attempts of tests that have any.</summary>
    public Dictionary<int, List<FailedAttempt>> Failed { get; } = [];

    /// <summary>Where recovery wants tests that failed.</summary>
    public Dictionary<int, RecoveryWishes> Wishes { get; } = [];

    public DateTimeOffset Clock => DateTimeOffset.UnixEpoch.AddSeconds(Now);

    public static string TestId(int test) => string.Create(CultureInfo.InvariantCulture, $"t{test:0000}");

    /// <summary>A test as a caller would have submitted it.</summary>
    public TestRequirements Requirements(int test)
    {
        var model = Speeds.Models[Workload.Tests[test].Model];
        return _requirements[test] ??= new() { TestId = TestId(test), ModelId = model.ModelId, ModelType = model.ModelType };
    }

    public int Model(int test) => Workload.Tests[test].Model;

    /// <summary>Gives a test a slot, not yet a turn in line.</summary>
    public void Assign(int test, FarmPlace place)
    {
        ref var run = ref Runs[test];
        run.Worker = place.Worker;
        run.Browser = place.Browser;
        run.Backend = place.Backend >= 0 ? place.Backend : Speeds.Backend(Model(test), place.Browser);
        run.AssignedAt = Now;
        run.Epoch++;
        Workers[place.Worker].Assign(place.Browser, 1);
        FreeSlots--;
    }

    /// <summary>Takes a test's slot back.</summary>
    public void Release(int test)
    {
        ref var run = ref Runs[test];
        var worker = Workers[run.Worker];
        worker.Assign(run.Browser, -1);
        FreeSlots += worker.Up ? 1 : 0;
    }

    /// <summary>Puts a test at the end of its worker's line.</summary>
    public void EnterLine(int test)
    {
        ref var run = ref Runs[test];
        var worker = Workers[run.Worker];
        (run.Phase, run.Next, run.Previous) = (RunPhase.InLine, -1, worker.Tail);
        if (worker.Tail >= 0)
        {
            Runs[worker.Tail].Next = test;
        }
        else
        {
            worker.Head = test;
        }

        worker.Tail = test;
        worker.Queue(run.Browser, 1);
    }

    /// <summary>Takes a test out of its worker's line.</summary>
    public void LeaveLine(int test)
    {
        ref var run = ref Runs[test];
        var worker = Workers[run.Worker];
        if (run.Previous >= 0)
        {
            Runs[run.Previous].Next = run.Next;
        }
        else
        {
            worker.Head = run.Next;
        }

        if (run.Next >= 0)
        {
            Runs[run.Next].Previous = run.Previous;
        }
        else
        {
            worker.Tail = run.Previous;
        }

        worker.Queue(run.Browser, -1);
    }
}
