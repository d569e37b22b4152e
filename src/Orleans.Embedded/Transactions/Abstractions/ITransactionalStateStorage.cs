namespace Orleans.Transactions.Abstractions;

/// <summary>Durable storage of one transactional state of one grain.</summary>
public interface ITransactionalStateStorage<TState> where TState : class, new()
{
    /// <summary>
    /// Reads the authoritative state: on activation, and after a failed <see cref="Store"/>, whose outcome it resolves.
    /// </summary>
    Task<TransactionalStorageLoadResponse<TState>> Load();

    /// <summary>Changes the stored state. A failure leaves the outcome open until the next <see cref="Load"/>.</summary>
    /// <param name="expectedETag">From the last load or store; null when there is nothing stored yet.</param>
    /// <param name="metadata">Replaces the stored metadata.</param>
    /// <param name="statesToPrepare">Records to add, or to replace by sequence number.</param>
    /// <param name="commitUpTo">The sequence number whose record becomes the committed state; it and those below are obsolete.</param>
    /// <param name="abortAfter">Records above this sequence number are removed, before anything is prepared.</param>
    /// <returns>The new ETag.</returns>
    Task<string> Store(
        string? expectedETag,
        TransactionalStateMetaData metadata,
        List<PendingTransactionState<TState>>? statesToPrepare,
        long? commitUpTo,
        long? abortAfter);
}
