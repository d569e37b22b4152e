using OrleansBridge.Execution;

namespace OrleansBridge.Grains.Agents;

/// <summary>Closes a worker that drains: what runs may finish; what only waits here has a better place elsewhere.</summary>
internal sealed class WorkerClosing(IExecutionEngine engine, RunTable runs, HostedWorkers workers, AgentCalls calls, IGrainFactory grains, TimeProvider time)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>Returns when nothing waits here any more; the worker closes when its runs have ended.</summary>
    public async Task DrainAsync(string workerId)
    {
        if (workers.Drain(workerId) is not { } worker)
        {
            return;
        }

        CloseWhenIdleAsync(worker).Ignore();
        foreach (var run in runs.CancelWaiting(workerId, "the worker drains"))
        {
            await calls.TryAsync(() => grains.GetGrain<ITestGrain>(run.TestId).RequeueAsync(run, $"worker {workerId} drains"), CancellationToken.None);
        }
    }

    private async Task CloseWhenIdleAsync(HostedWorker worker)
    {
        var id = worker.Descriptor.WorkerId;
        while (runs.Of(id).Count > 0)
        {
            await Task.Delay(Look, time);
        }

        // It may have been registered again meanwhile.
        if (workers.Find(id) == worker)
        {
            workers.Remove(id);
            await engine.CloseWorkerAsync(id, CancellationToken.None);
        }
    }
}
