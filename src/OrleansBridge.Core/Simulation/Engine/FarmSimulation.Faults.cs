using OrleansBridge.Core.Recovery;
using OrleansBridge.Core.Simulation.Metrics;
using OrleansBridge.Results;

namespace OrleansBridge.Core.Simulation.Engine;

/// <summary>What goes wrong, and what follows from it.</summary>
internal sealed partial class FarmSimulation
{
    private void Crash(int test)
    {
        _policy.Ended(test, false);
        ref var run = ref _farm.Runs[test];
        var (worker, instance, fault) = (_farm.Workers[run.Worker], run.Instance!, _faults.Happened(_farm.Now));
        Stop(test);
        _pool.Remove(worker, instance);
        if (_options.Recovery == SimulatedRecovery.FullRestart)
        {
            RestartAll(worker, fault);
        }

        FaultLog.Broke(fault, ref run);
        var requirements = _farm.Requirements(test);
        if (!_farm.Failed.TryGetValue(test, out var history))
        {
            _farm.Failed.Add(test, history = []);
        }

        history.Add(new FailedAttempt(FailureKind.Crash, worker.Worker.WorkerId, _farm.Speeds.Browsers[run.Browser], _farm.Speeds.Backends[run.Backend]));
        Release(test);

        // A simulated test is never given up: what a policy is compared by must be the same work.
        var decision = RecoveryPolicy.Next(requirements with { MaxAttempts = int.MaxValue }, history.Count > 4 ? history[^4..] : history);
        _farm.Wishes[test] = decision.Where;
        var ladder = _options.Recovery == SimulatedRecovery.Ladder;
        run.Fresh = ladder && decision.Fresh;
        Delay(test, ladder ? decision.Delay.TotalSeconds : 0);
        _pool.Serve(worker);
        PlaceWaiting();
    }

    /// <summary>Closes every browser of a worker; what ran there or stood in line there is queued anew.</summary>
    private void RestartAll(WorkerNode worker, int fault)
    {
        worker.Generation++;
        worker.ForgetLaunches();
        foreach (var instance in worker.Instances.ToList())
        {
            if (instance.Test is var test and >= 0)
            {
                FaultLog.Broke(fault, ref _farm.Runs[test]);
                Stop(test);
                Release(test);
                Delay(test, 0);
            }

            _pool.Remove(worker, instance);
        }

        while (worker.Head >= 0)
        {
            var test = worker.Head;
            _farm.LeaveLine(test);
            Release(test);
            Delay(test, 0);
        }
    }

    /// <summary>A worker is gone. Until its lease ends nobody knows, but nothing can be put there either: its ledger refuses.</summary>
    private void Lose(WorkerNode worker)
    {
        if (!worker.Up)
        {
            return;
        }

        var (before, fault) = (worker.Load, _faults.Happened(_farm.Now));
        _farm.FreeSlots -= worker.Free;
        worker.Up = false;
        worker.Generation++;
        worker.ForgetLaunches();
        worker.Moving.Clear();
        _meter.Load(before, 0);
        _meter.Worker(worker, -1);
        foreach (var instance in worker.Instances.ToList())
        {
            if (instance.Test is var test and >= 0)
            {
                FaultLog.Broke(fault, ref _farm.Runs[test]);
                Stop(test);
            }

            _pool.Remove(worker, instance);
        }

        while (worker.Head >= 0)
        {
            _farm.LeaveLine(worker.Head);
        }

        for (var test = 0; test < _coming; test++)
        {
            if (_farm.Runs[test] is { Phase: RunPhase.Moving or RunPhase.InLine or RunPhase.Running } run && run.Worker == worker.Index)
            {
                Release(test);
                Delay(test, _options.LeaseSeconds);
            }
        }

        _policy.Changed(worker.Index);
    }

    private void Return(WorkerNode worker)
    {
        if (worker.Up)
        {
            return;
        }

        worker.Up = true;
        _farm.FreeSlots += worker.Free;
        _meter.Worker(worker, 1);
        _policy.Changed(worker.Index);
        PlaceWaiting();
    }

    private void Delay(int test, double seconds)
    {
        ref var run = ref _farm.Runs[test];
        run.Phase = RunPhase.Delayed;
        run.Stamp++;
        _events.Add(new(_farm.Now + seconds, EventKind.Again, test, run.Stamp));
    }
}
