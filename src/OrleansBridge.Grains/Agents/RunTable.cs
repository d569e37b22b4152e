using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansBridge.Execution;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Agents;

/// <summary>The runs this silo holds, by (test, epoch, part). Admitting one twice is one run.</summary>
internal sealed partial class RunTable(
    IExecutionEngine engine,
    InstanceBreakers breakers,
    HostedWorkers workers,
    AdmissionGate gate,
    IGrainFactory grains,
    IOptions<AgentOptions> options,
    TimeProvider time,
    ILogger<RunTable> log)
{
    private readonly ConcurrentDictionary<RunKey, Run> _runs = new();

    public IReadOnlyList<RunKey> Of(string workerId) =>
        [.. _runs.Values.Where(r => r.Assignment.Worker == workerId).Select(r => r.Assignment.Key)];

    /// <summary>Those that have no browser yet.</summary>
    public IReadOnlyList<RunKey> WaitingOf(string workerId) =>
        [.. _runs.Values.Where(r => r.Assignment.Worker == workerId && !r.IsRunning).Select(r => r.Assignment.Key)];

    /// <summary>Whether a worker has a run beside which nothing may run.</summary>
    public bool HoldsExclusive(string workerId) => _runs.Values.Any(r => r.Assignment.Worker == workerId && r.Assignment.Requirements.Exclusive);

    /// <summary>Stops a run unless it has started.</summary>
    public bool Yield(string workerId, RunKey key)
    {
        if (!_runs.TryGetValue(key, out var run) || run.Assignment.Worker != workerId || run.IsRunning)
        {
            return false;
        }

        Cancel(key, "another worker takes it");
        return true;
    }

    /// <returns>False when the worker is not here under that generation.</returns>
    public bool Admit(Assignment assignment)
    {
        if (workers.Find(assignment.Worker)?.Generation != assignment.Generation)
        {
            return false;
        }

        var run = new Run(assignment, engine, breakers, grains, options.Value, time, Beside);
        if (_runs.TryAdd(assignment.Key, run))
        {
            _ = GoAsync(run);
        }
        else
        {
            run.Dispose();
        }

        return true;
    }

    public void Cancel(RunKey key, string why)
    {
        if (_runs.TryGetValue(key, out var run))
        {
            LogCancelled(key.TestId, key.Epoch, why);
            run.Cancel();
        }
    }

    /// <summary>Stops the runs of a worker that wait for a browser, and says which there were.</summary>
    public IReadOnlyList<RunKey> CancelWaiting(string workerId, string why)
    {
        var keys = WaitingOf(workerId).ToList();
        keys.ForEach(k => Cancel(k, why));
        return keys;
    }

    /// <summary>Stops all runs of a worker, or of all workers, and says which there were.</summary>
    public IReadOnlyList<RunKey> CancelAll(string? workerId, string why)
    {
        var keys = _runs.Where(r => workerId is null || r.Value.Assignment.Worker == workerId).Select(r => r.Key).ToList();
        keys.ForEach(k => Cancel(k, why));
        return keys;
    }

    private int Beside(Run run) =>
        _runs.Values.Count(r => r != run && r.IsRunning && r.Assignment.Worker == run.Assignment.Worker)
        + (workers.Find(run.Assignment.Worker) is { WarmUp.IsTaken: true } ? 1 : 0);

    private async Task GoAsync(Run run)
    {
        try
        {
            // Off the caller's grain scheduler: a run outlives the call that admitted it.
            await Task.Run(() => EnterAndExecuteAsync(run));
        }
        catch (OperationCanceledException) when (run.Stopped.IsCancellationRequested)
        {
            // It was cancelled before its turn: nobody waits for a report.
        }
        catch (Exception e)
        {
            LogFailed(e, run.Assignment.Key.TestId, run.Assignment.Key.Epoch);
        }
        finally
        {
            _runs.TryRemove(run.Assignment.Key, out _);
            run.Dispose();
        }
    }

    private async Task EnterAndExecuteAsync(Run run)
    {
        if (run.Assignment.Requirements.Exclusive && workers.Find(run.Assignment.Worker) is { } worker)
        {
            await worker.WarmUp.StopAsync().WaitAsync(run.Stopped);
        }

        using var inside = await gate.EnterAsync(run.Stopped);
        await run.ExecuteAsync();
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Run {TestId} epoch {Epoch} is stopped: {Why}")]
    private partial void LogCancelled(string testId, long epoch, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {TestId} epoch {Epoch} ended without a report; the sweep queues it again")]
    private partial void LogFailed(Exception exception, string testId, long epoch);
}
