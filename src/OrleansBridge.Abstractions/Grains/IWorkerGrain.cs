using OrleansBridge.Workers;

namespace OrleansBridge.Grains;

/// <summary>One worker: the ledger of its slots. Key: the worker id. Where it is active means nothing.</summary>
[Alias("bridge.IWorkerGrain")]
public interface IWorkerGrain : IGrainWithStringKey
{
    /// <summary>Commits the descriptor under a new generation, which fences every earlier one.</summary>
    /// <returns>The new generation.</returns>
    [Alias("Register")]
    Task<long> RegisterAsync(WorkerDescriptor descriptor);

    /// <summary>Reserves a slot for an assignment. Joins the caller's transaction.</summary>
    /// <returns>False when there is no slot, the generation is another, or the worker drains.</returns>
    [Alias("Reserve"), Transaction(TransactionOption.Join)]
    Task<bool> ReserveAsync(RunKey run, long generation, bool exclusive);

    /// <summary>Gives a slot back. Joins the caller's transaction; unknown runs are no error.</summary>
    [Alias("Release"), Transaction(TransactionOption.Join)]
    Task ReleaseAsync(RunKey run);

    /// <summary>Marks the worker as draining, or not.</summary>
    [Alias("Drain")]
    Task DrainAsync(bool draining);

    /// <summary>Writes the worker's ledger anew, whose row in the database cannot be read.</summary>
    [Alias("Repair")]
    Task RepairAsync();
}
