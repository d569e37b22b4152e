namespace OrleansBridge.Workers;

/// <summary>
/// The agent of a silo with browsers, as grains call it. Calls may be lost or repeated: each is idempotent by
/// (test, epoch, part), and the balancer's sweep repeats what got lost.
/// </summary>
[Alias("bridge.IWorkerAgent")]
public interface IWorkerAgent : IGrainObserver
{
    /// <summary>Starts a committed assignment.</summary>
    [Alias("Start")]
    Task StartAsync(Assignment assignment);

    /// <summary>Stops a run whose assignment is no longer current.</summary>
    [Alias("Cancel")]
    Task CancelAsync(string workerId, RunKey run, string why);

    /// <summary>Gives up a run that waits for a browser; one that begins in this moment is stopped.</summary>
    /// <returns>False when it runs already, or is not here: it stays as it is.</returns>
    [Alias("Yield")]
    Task<bool> YieldAsync(string workerId, RunKey run);

    /// <summary>Opens a logical worker on this silo.</summary>
    /// <returns>Null, or why not.</returns>
    [Alias("OpenWorker")]
    Task<string?> OpenWorkerAsync(WorkerRequest request);

    /// <summary>Stops taking assignments for a worker; closes it when its runs have ended.</summary>
    [Alias("DrainWorker")]
    Task DrainWorkerAsync(string workerId);

    /// <summary>Changes a worker's browsers ahead of need. Advice: it may be lost, repeated or ignored; returns before it is done.</summary>
    [Alias("Scale")]
    Task ScaleAsync(ScaleCommand command);
}
