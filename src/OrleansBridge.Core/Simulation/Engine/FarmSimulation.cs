using OrleansBridge.Core.Simulation.Metrics;
using OrleansBridge.Core.Simulation.Policies;
using OrleansBridge.Core.Simulation.Profiles;
using OrleansBridge.Core.Simulation.Traces;

namespace OrleansBridge.Core.Simulation.Engine;

/// <summary>One simulation: takes events in order of time and does what a farm would do.</summary>
internal sealed partial class FarmSimulation
{
    private readonly Workload _workload;
    private readonly SimulationOptions _options;
    private readonly IFarmPolicy _policy;
    private readonly FarmState _farm;
    private readonly EventQueue _events = new();
    private readonly Meter _meter = new();
    private readonly InstancePool _pool;
    private readonly MoveLog _moves;
    private readonly FaultLog _faults;
    private readonly List<FarmMove> _wanted = [];

    /// <summary>Tests without a place, the first submitted first.</summary>
    private readonly List<int> _waiting = [];

    /// <summary>By model: the pass over the waiting tests in which one of it found no place.</summary>
    private readonly int[] _refused;
    private int _pass;
    private int _coming;
    private int _done;

    public FarmSimulation(Workload workload, SpeedProfile profile, IFarmPolicy policy, SimulationOptions options)
    {
        (_workload, _options, _policy) = (workload, options, policy);
        _farm = new FarmState(workload, new SpeedTable(workload, profile), options);
        _pool = new InstancePool(_farm, _events, _meter, Start);
        _moves = new MoveLog(_farm);
        _faults = new FaultLog(workload, options.CrashRate);
        _refused = new int[workload.Models.Count];
    }

    /// <exception cref="InvalidOperationException">A test never found a place.</exception>
    public SimulationResult Run()
    {
        Open();
        while (_done < _workload.Tests.Length)
        {
            var arrival = _coming < _workload.Tests.Length ? _workload.Tests[_coming].ArrivesAt : double.PositiveInfinity;
            var next = Math.Min(arrival, _events.Next);
            if (next > _options.LongestSeconds)
            {
                throw new InvalidOperationException($"{_policy} left {_workload.Tests.Length - _done} tests of {_workload.Name} (seed {_workload.Seed}) without an end");
            }

            _meter.Advance(next);
            _farm.Now = next;
            if (arrival <= _events.Next)
            {
                Arrive(_coming++);
            }
            else
            {
                Handle(_events.Take());
            }
        }

        return SimulationResult.Of(_farm, _meter, _moves, _faults, _policy.Forecasts);
    }

    private void Open()
    {
        foreach (var worker in _farm.Workers)
        {
            _meter.Worker(worker, 1);
            if (_options.WarmPool)
            {
                _pool.Warm(worker);
            }
        }

        foreach (var outage in _workload.Outages)
        {
            _events.Add(new(outage.From, EventKind.Gone, outage.Worker, 0));
            _events.Add(new(outage.Until, EventKind.Back, outage.Worker, 0));
        }

        _policy.Open(_farm);
        if (_options.HeartbeatSeconds > 0)
        {
            _events.Add(new(_options.HeartbeatSeconds, EventKind.Heartbeat, 0, 0));
        }

        if (_policy.Moves && _options.RebalanceSeconds > 0)
        {
            _events.Add(new(_options.RebalanceSeconds, EventKind.Rebalance, 0, 0));
        }

        _policy.Heard();
    }

    private void Handle(in SimEvent happened)
    {
        switch (happened.Kind)
        {
            case EventKind.Launched when _farm.Workers[happened.Subject].Generation == happened.Stamp:
                _pool.Launched(_farm.Workers[happened.Subject], happened.Detail);
                break;
            case EventKind.Ended when _farm.Runs[happened.Subject].Stamp == happened.Stamp:
                End(happened.Subject);
                break;
            case EventKind.Crashed when _farm.Runs[happened.Subject].Stamp == happened.Stamp:
                Crash(happened.Subject);
                break;
            case EventKind.Joined when _farm.Runs[happened.Subject].Stamp == happened.Stamp:
                _farm.Workers[_farm.Runs[happened.Subject].Worker].Moving.Remove(happened.Subject);
                Join(happened.Subject);
                break;
            case EventKind.Again when _farm.Runs[happened.Subject].Stamp == happened.Stamp:
                Wait(happened.Subject);
                PlaceWaiting();
                break;
            case EventKind.Gone:
                Lose(_farm.Workers[happened.Subject]);
                break;
            case EventKind.Back:
                Return(_farm.Workers[happened.Subject]);
                break;
            case EventKind.Heartbeat:
                _policy.Heard();
                _events.Add(new(_farm.Now + _options.HeartbeatSeconds, EventKind.Heartbeat, 0, 0));
                PlaceWaiting();
                break;
            case EventKind.Rebalance:
                Rebalance();
                _events.Add(new(_farm.Now + _options.RebalanceSeconds, EventKind.Rebalance, 0, 0));
                break;
        }
    }

    private void Arrive(int test)
    {
        _farm.Runs[test].FirstStartedAt = double.NaN;
        _policy.Arrived(test);
        Wait(test);
        PlaceWaiting();
    }

    private void Wait(int test)
    {
        _farm.Runs[test].Phase = RunPhase.Waiting;
        var at = _waiting.BinarySearch(test);
        _waiting.Insert(~at, test);
    }

    /// <summary>Asks the policy for a place for each waiting test, as the balancer does: those alike that found none share the answer.</summary>
    private void PlaceWaiting()
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        _pass++;
        foreach (var test in _policy.Pass(_waiting).TakeWhile(_ => _farm.FreeSlots > 0))
        {
            var usual = !_policy.Plans && !_farm.Wishes.ContainsKey(test);
            if (usual && _refused[_farm.Model(test)] == _pass)
            {
                continue;
            }

            if (_policy.Place(test) is { } place)
            {
                _waiting.RemoveAt(_waiting.BinarySearch(test));
                Assign(test, place);
                Join(test);
            }
            else if (usual)
            {
                _refused[_farm.Model(test)] = _pass;
            }
        }
    }

    private void Assign(int test, FarmPlace place)
    {
        var worker = _farm.Workers[place.Worker];
        if (worker.Free <= 0 || !worker.Has(place.Browser))
        {
            throw new InvalidOperationException($"{_policy} put {FarmState.TestId(test)} where it cannot be: {worker.Worker.WorkerId} has {worker.Free} free slots");
        }

        var before = worker.Load;
        _farm.Assign(test, place);
        _meter.Load(before, worker.Load);
        _policy.Assigned(test);
    }

    /// <summary>Frees a test's slot.</summary>
    private void Release(int test)
    {
        var worker = _farm.Workers[_farm.Runs[test].Worker];
        var before = worker.Load;
        _farm.Release(test);
        if (worker.Up)
        {
            _meter.Load(before, worker.Load);
        }

        _policy.Released(test);
    }

    private void Join(int test)
    {
        _farm.EnterLine(test);
        _pool.Serve(_farm.Workers[_farm.Runs[test].Worker]);
    }

    private void Start(int test, InstanceNode instance)
    {
        ref readonly var given = ref _workload.Tests[test];
        ref var run = ref _farm.Runs[test];
        var worker = _farm.Workers[run.Worker];
        var entry = _farm.Speeds.Of(given.Model, run.Browser, run.Backend);
        _farm.LeaveLine(test);
        var before = instance.Megabytes;
        run.Cold = !instance.Use(_farm.Speeds.Session(given.Model, run.Backend), entry.Megabytes, _options.SessionCacheMb);
        _meter.Memory(instance.Megabytes - before);
        Trim(worker, instance);

        (run.Phase, run.Instance, run.StartedAt) = (RunPhase.Running, instance, _farm.Now);
        run.FirstStartedAt = double.IsNaN(run.FirstStartedAt) ? _farm.Now : run.FirstStartedAt;
        run.Attempts++;
        run.Stamp++;
        (instance.Test, instance.Used, worker.Running) = (test, true, worker.Running + 1);
        _meter.Running(1);
        _policy.Started(test);

        var setup = run.Cold ? SpeedTable.SetupSeconds(given, entry) : 0;
        var seconds = setup + SpeedTable.RunSeconds(given, entry);
        _faults.Resumed(ref run, _farm.Now + setup);
        var crash = _faults.CrashAt(test, run.Attempts, seconds);
        _events.Add(crash is { } early ? new(_farm.Now + early, EventKind.Crashed, test, run.Stamp) : new(_farm.Now + seconds, EventKind.Ended, test, run.Stamp));
    }

    /// <summary>Above the worker's memory cap idle instances give up models, as a farm under pressure does.</summary>
    private void Trim(WorkerNode worker, InstanceNode used)
    {
        foreach (var instance in worker.Instances)
        {
            while (instance != used && instance.Test < 0 && instance.Resident.Count > 0 && worker.Megabytes > worker.Worker.MemoryMb * _options.MemoryCap)
            {
                var before = instance.Megabytes;
                instance.Forget();
                _meter.Memory(instance.Megabytes - before);
            }
        }
    }

    private void End(int test)
    {
        _policy.Ended(test, true);
        Stop(test);
        ref var run = ref _farm.Runs[test];
        (run.Phase, run.EndedAt) = (RunPhase.Done, _farm.Now);
        _done++;
        Release(test);
        _pool.Serve(_farm.Workers[run.Worker]);
        PlaceWaiting();
        if (_policy.Moves)
        {
            Rebalance();
        }
    }

    /// <summary>Takes a running test off its instance.</summary>
    private void Stop(int test)
    {
        ref var run = ref _farm.Runs[test];
        var worker = _farm.Workers[run.Worker];
        (run.Instance!.Test, run.Instance.IdleSince) = (-1, _farm.Now);
        run.Instance = null;
        run.Stamp++;
        worker.Running--;
        _meter.Running(-1);
    }

    private void Rebalance()
    {
        _wanted.Clear();
        _policy.Rebalance(_wanted);
        foreach (var move in _wanted)
        {
            Move(move);
        }
    }

    private void Move(FarmMove move)
    {
        ref var run = ref _farm.Runs[move.Test];
        var (from, to) = (run.Worker, _farm.Workers[move.To.Worker]);
        if (run.Phase != RunPhase.InLine || to.Free <= 0 || !to.Has(move.To.Browser))
        {
            _moves.Refused++;
            return;
        }

        var before = _moves.Of(from, to.Index);
        _farm.LeaveLine(move.Test);
        Release(move.Test);
        Assign(move.Test, move.To);
        to.Moving.Add(move.Test);
        run.Phase = RunPhase.Moving;
        run.Moves++;
        run.Stamp++;
        _moves.Moved(before, _moves.Of(from, to.Index));
        _events.Add(new(_farm.Now + _options.MigrationSeconds, EventKind.Joined, move.Test, run.Stamp));
    }
}
