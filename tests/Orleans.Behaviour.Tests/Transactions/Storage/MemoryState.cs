using Orleans.Storage;
using Orleans.Transactions.Abstractions;

namespace Orleans.Behaviour.Tests.Transactions;

/// <summary>One stored state, with the order of changes that Orleans' providers have: abort, prepare, commit.</summary>
internal sealed class MemoryState<TState> where TState : class, new()
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, PendingTransactionState<TState>> _pending = [];
    private TransactionalStateMetaData _metadata = new();
    private TState _committed = new();
    private long _committedSequenceId;
    private int _version;

    private string? ETag => _version == 0 ? null : $"v{_version}";

    public TransactionalStorageLoadResponse<TState> Load()
    {
        lock (_lock)
        {
            return new TransactionalStorageLoadResponse<TState>(
                ETag,
                StateChange<TState>.CopyOf(_committed),
                _committedSequenceId,
                StateChange<TState>.CopyOf(_metadata),
                _pending.Values.Select(StateChange<TState>.CopyOf).ToList());
        }
    }

    public string Store(string? expectedETag, StateChange<TState> change)
    {
        lock (_lock)
        {
            if (expectedETag != ETag)
            {
                throw new InconsistentStateException($"Expected {expectedETag}, found {ETag}.");
            }

            Remove(s => s > change.AbortAfter);
            change.Prepares.ForEach(p => _pending[p.SequenceId] = p);
            if (change.CommitUpTo is { } commit && commit > _committedSequenceId)
            {
                _committed = _pending[commit].State;
                _committedSequenceId = commit;
                Remove(s => s <= commit);
            }

            _metadata = change.Metadata;
            _version++;
            return ETag!;
        }
    }

    private void Remove(Func<long, bool> which)
    {
        foreach (var sequenceId in _pending.Keys.Where(which).ToList())
        {
            _pending.Remove(sequenceId);
        }
    }
}
