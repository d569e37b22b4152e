namespace Orleans.Transactions.Abstractions;

/// <summary>One recoverable snapshot of what is stored.</summary>
[Serializable, GenerateSerializer, Immutable]
public sealed class TransactionalStorageLoadResponse<TState>(
    string? etag,
    TState committedState,
    long committedSequenceId,
    TransactionalStateMetaData metadata,
    IReadOnlyList<PendingTransactionState<TState>> pendingStates) where TState : class, new()
{
    /// <summary>Nothing was stored yet.</summary>
    public TransactionalStorageLoadResponse()
        : this(null, new TState(), 0, new TransactionalStateMetaData(), [])
    {
    }

    [Id(0)] public string? ETag { get; set; } = etag;

    [Id(1)] public TState CommittedState { get; set; } = committedState;

    /// <value>The sequence number of the last committed transaction, 0 when there is none.</value>
    [Id(2)] public long CommittedSequenceId { get; set; } = committedSequenceId;

    [Id(3)] public TransactionalStateMetaData Metadata { get; set; } = metadata;

    /// <value>Prepared records in the order of their sequence numbers.</value>
    [Id(4)] public IReadOnlyList<PendingTransactionState<TState>> PendingStates { get; set; } = pendingStates;
}
