using Orleans.Transactions.Abstractions;

namespace OrleansBridge.Cli.Chaos.Mischief;

/// <summary>
/// One ledger's storage. A store that brings a commit record is a manager's decision: all other writers have prepared by
/// then, and none is told before the store is done. A place is a silo's number and a grain.
/// </summary>
internal sealed class MischiefStorage<TState>(ITransactionalStateStorage<TState> storage, string place, StandingOrders orders, TrickMarks marks) : ITransactionalStateStorage<TState>
    where TState : class, new()
{
    private readonly HashSet<Guid> _decided = [];

    public async Task<TransactionalStorageLoadResponse<TState>> Load()
    {
        var loaded = await storage.Load();
        _decided.UnionWith(loaded.Metadata.CommitRecords.Keys);
        return loaded;
    }

    public async Task<string> Store(
        string? expectedETag, TransactionalStateMetaData metadata, List<PendingTransactionState<TState>>? statesToPrepare, long? commitUpTo, long? abortAfter)
    {
        var (when, mark) = ManagerMomentOrder.Read(orders.Find(Order.DieAsManager));
        var transaction = when is null ? null : Deciding(metadata);
        _decided.UnionWith(metadata.CommitRecords.Keys);
        DieIf(when == ManagerMoment.Undecided && transaction is not null, mark, transaction);
        var etag = await storage.Store(expectedETag, metadata, statesToPrepare, commitUpTo, abortAfter);
        DieIf(when == ManagerMoment.Decided && transaction is not null, mark, transaction);
        return etag;
    }

    /// <summary>Only one silo does it.</summary>
    private void DieIf(bool now, string mark, Guid? transaction)
    {
        if (now && marks.TryPlay(mark, $"{transaction} {Environment.ProcessId} {place}"))
        {
            Signals.Kill(Environment.ProcessId);
        }
    }

    /// <summary>The transaction that the store decides, or null.</summary>
    private Guid? Deciding(TransactionalStateMetaData metadata) =>
        metadata.CommitRecords.Where(r => r.Value.WriteParticipants.Count > 1 && !_decided.Contains(r.Key)).Select(r => (Guid?)r.Key).FirstOrDefault();
}
