using Orleans.Transactions.Abstractions;

namespace OrleansBridge.Cluster.Tests.Faults;

internal sealed class FaultyStorage<TState>(ITransactionalStateStorage<TState> inner, string stateName, CommitFault fault) : ITransactionalStateStorage<TState>
    where TState : class, new()
{
    public Task<TransactionalStorageLoadResponse<TState>> Load() => inner.Load();

    public async Task<string> Store(
        string? expectedETag, TransactionalStateMetaData metadata, List<PendingTransactionState<TState>>? statesToPrepare, long? commitUpTo, long? abortAfter)
    {
        var etag = await inner.Store(expectedETag, metadata, statesToPrepare, commitUpTo, abortAfter);
        fault.Strike(stateName);
        return etag;
    }
}
