using Orleans.Transactions.Abstractions;

namespace Orleans.Transactions.State;

/// <summary>
/// What has happened since the last store, to be stored at once. The next batch fills while one is being stored.
/// </summary>
internal sealed class StorageBatch<TState>(TransactionalStateMetaData metadata, long prepared)
    where TState : class, new()
{
    private readonly SortedDictionary<long, PendingTransactionState<TState>> _prepares = [];
    private readonly List<Action<bool>> _followUps = [];

    /// <summary>The highest number that storage has or is about to have.</summary>
    private readonly long _stored = prepared;

    /// <summary>The highest number valid after this batch. Below the stored one, storage removes the rest.</summary>
    private long _prepared = prepared;
    private long? _commitUpTo;

    public StorageBatch(TransactionalStorageLoadResponse<TState> loaded)
        : this(
            loaded.Metadata,
            loaded.PendingStates.Count > 0 ? loaded.PendingStates[^1].SequenceId : loaded.CommittedSequenceId)
    {
    }

    public bool IsEmpty { get; private set; } = true;

    public TransactionalStateMetaData Metadata { get; } = metadata;

    /// <summary>The batch after this one. It has metadata of its own: storage may still be reading these.</summary>
    public StorageBatch<TState> Next() =>
        new(new() { TimeStamp = Metadata.TimeStamp, CommitRecords = new(Metadata.CommitRecords) }, _prepared);

    public Task<string> StoreAsync(ITransactionalStateStorage<TState> storage, string? etag) =>
        storage.Store(etag, Metadata, [.. _prepares.Values], _commitUpTo, _prepared < _stored ? _prepared : null);

    /// <summary>To be told, in order, whether the store succeeded.</summary>
    public void Then(Action<bool> followUp) => _followUps.Add(followUp);

    public void Complete(bool stored)
    {
        var followUps = _followUps.ToList();
        _followUps.Clear();
        followUps.ForEach(f => f(stored));
    }

    public void Read(DateTime time)
    {
        IsEmpty = false;
        if (Metadata.TimeStamp < time)
        {
            Metadata.TimeStamp = time;
        }
    }

    public void Prepare(TransactionRecord<TState> record)
    {
        Read(record.Timestamp);
        _prepares[record.SequenceNumber] = new PendingTransactionState<TState>
        {
            SequenceId = record.SequenceNumber,
            TransactionId = record.TransactionId.ToString(),
            TimeStamp = record.Timestamp,
            TransactionManager = record.Manager,
            State = record.State!,
        };
        _prepared = Math.Max(_prepared, record.SequenceNumber);
    }

    /// <summary>Takes back a prepare and all after it, which built on it.</summary>
    public void Cancel(long sequenceNumber)
    {
        IsEmpty = false;
        foreach (var later in _prepares.Keys.Where(s => s >= sequenceNumber).ToList())
        {
            _prepares.Remove(later);
        }

        _prepared = Math.Min(_prepared, sequenceNumber - 1);
    }

    public void Confirm(long sequenceNumber)
    {
        IsEmpty = false;
        _commitUpTo = sequenceNumber;
        foreach (var earlier in _prepares.Keys.TakeWhile(s => s < sequenceNumber).ToList())
        {
            _prepares.Remove(earlier);
        }
    }

    public void Commit(TransactionRecord<TState> record)
    {
        IsEmpty = false;
        Metadata.CommitRecords.Add(record.TransactionId, new CommitRecord
        {
            Timestamp = record.Timestamp,
            WriteParticipants = record.Writers,
        });
    }

    public void Collect(Guid transactionId)
    {
        IsEmpty = false;
        Metadata.CommitRecords.Remove(transactionId);
    }
}
