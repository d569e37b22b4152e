using System.Text.Json;
using Orleans.Transactions.Abstractions;

namespace Orleans.Behaviour.Tests.Transactions;

/// <summary>A store's arguments as they were when it was called.</summary>
internal sealed class StateChange<TState>(
    TransactionalStateMetaData metadata, List<PendingTransactionState<TState>> prepares, long? commitUpTo, long? abortAfter)
    where TState : class, new()
{
    public TransactionalStateMetaData Metadata { get; } = CopyOf(metadata);

    public List<PendingTransactionState<TState>> Prepares { get; } = prepares.ConvertAll(CopyOf);

    public long? CommitUpTo => commitUpTo;

    public long? AbortAfter => abortAfter;

    public static TransactionalStateMetaData CopyOf(TransactionalStateMetaData metadata) => new()
    {
        TimeStamp = metadata.TimeStamp,
        CommitRecords = new(metadata.CommitRecords),
    };

    public static PendingTransactionState<TState> CopyOf(PendingTransactionState<TState> pending) => new()
    {
        SequenceId = pending.SequenceId,
        TransactionId = pending.TransactionId,
        TimeStamp = pending.TimeStamp,
        TransactionManager = pending.TransactionManager,
        State = CopyOf(pending.State),
    };

    public static TState CopyOf(TState state) => JsonSerializer.Deserialize<TState>(JsonSerializer.Serialize(state))!;
}
