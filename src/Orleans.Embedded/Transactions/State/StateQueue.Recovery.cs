using Orleans.Transactions.Abstractions;

namespace Orleans.Transactions.State;

/// <content>Taking up from what is stored: on activation, and when a store failed.</content>
internal sealed partial class StateQueue<TState>
{
    private const int FailuresBeforeDeactivation = 10;

    private Task _ready = Task.CompletedTask;
    private int _failures;

    /// <summary>Reads what is stored for the first time.</summary>
    public Task RestoreAsync() => _ready = LoadAsync();

    /// <summary>Whether the state is as stored. While it is not, nothing may be concluded from what is missing here.</summary>
    public bool IsReady => _ready.IsCompletedSuccessfully;

    /// <summary>
    /// Completes when the state was as stored; it may no longer be when the awaiting turn runs. A reading that failed is
    /// tried again by whoever comes next.
    /// </summary>
    public Task ReadyAsync()
    {
        if (_ready.IsFaulted)
        {
            RecoverAsync(TransactionalStatus.UnknownException, null).Ignore();
        }

        return _ready;
    }

    /// <summary>
    /// Forgets everything that is under way. Nobody is told that a queued transaction aborted, as its store may have
    /// succeeded: what is stored decides, and who waits for an answer learns that it is in doubt.
    /// </summary>
    private Task RecoverAsync(TransactionalStatus status, Exception? exception)
    {
        return _ready = RunAsync();

        async Task RunAsync()
        {
            Lock.BreakHolders(exception);
            Lock.AbortWaiting();
            var doubtful = _commits.ToList();
            _commits.Clear();
            foreach (var record in doubtful)
            {
                record.Confirmed?.TrySetException(exception ?? new OrleansTransactionException($"Confirm failed: {status}"));
                Decide(record, status, exception);
            }

            if (status == TransactionalStatus.StorageConflict || ++_failures >= FailuresBeforeDeactivation)
            {
                _lifetime.Deactivate("Transactional state was changed or could not be stored by this activation.");
            }

            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        var loaded = await _storage.Load();
        var abandoned = _batch;
        _batch = new StorageBatch<TState>(loaded);
        _etag = loaded.ETag;
        _stable = loaded.CommittedState;
        _stableSequenceNumber = loaded.CommittedSequenceId;
        Clock.Merge(loaded.Metadata.TimeStamp);
        foreach (var pending in loaded.PendingStates.OrderBy(p => p.TimeStamp))
        {
            if (pending.SequenceId > loaded.CommittedSequenceId && pending.TransactionManager.Reference is not null)
            {
                Resume(pending);
            }
        }

        foreach (var (transactionId, record) in loaded.Metadata.CommitRecords)
        {
            _confirmations.Add(transactionId, record.Timestamp, record.WriteParticipants);
        }

        abandoned.Complete(stored: false);

        // Only now is the state ready: let this reading end first.
        WhenReadyAsync().Ignore();
    }

    private async Task WhenReadyAsync()
    {
        await Task.Yield();
        Notify();
        Lock.Notify();
    }

    /// <summary>A transaction that was prepared when this state was last lost: its manager is asked at once.</summary>
    private void Resume(PendingTransactionState<TState> pending)
    {
        _commits.Add(new TransactionRecord<TState>(Guid.Parse(pending.TransactionId))
        {
            Role = CommitRole.Remote,
            Timestamp = pending.TimeStamp,
            State = pending.State,
            SequenceNumber = pending.SequenceId,
            Manager = pending.TransactionManager,
            Accesses = new AccessCounter(0, 1),
            IsPrepared = true,
            LastSent = default(DateTime),
        });
    }
}
