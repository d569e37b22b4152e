using Orleans.Storage;

namespace Orleans.Transactions.State;

/// <content>Storing: one store at a time, of all that has gathered since the last.</content>
internal sealed partial class StateQueue<TState>
{
    private string? _etag;

    private async Task StoreAsync()
    {
        if (!IsReady)
        {
            return;
        }

        using var working = _lifetime.Block();
        var committed = _commits.TakeWhile(c => c.ReadyToCommit).ToList();
        committed.ForEach(CommitInBatch);
        Advance();
        if (!_batch.IsEmpty)
        {
            var batch = _batch;
            _batch = batch.Next();
            try
            {
                _etag = await batch.StoreAsync(_storage, _etag);
            }
            catch (Exception exception)
            {
                var status = exception is InconsistentStateException
                    ? TransactionalStatus.StorageConflict
                    : TransactionalStatus.UnknownException;
                Log.StoreFailed(_logger, _self, status, exception);
                batch.Complete(stored: false);
                await RecoverAsync(status, exception);
                return;
            }

            _failures = 0;
            Settle(committed);
            batch.Complete(stored: true);
            Notify();
        }
        else if (committed.Count > 0)
        {
            Settle(committed);
            Notify();
        }
    }

    private void Settle(List<TransactionRecord<TState>> committed)
    {
        if (committed.Count > 0)
        {
            _stable = committed[^1].State!;
            _stableSequenceNumber = committed[^1].SequenceNumber;
            _commits.RemoveRange(0, committed.Count);
        }
    }

    private void CommitInBatch(TransactionRecord<TState> record)
    {
        switch (record.Role)
        {
            case CommitRole.Local:
                CommitHere(record);
                break;
            case CommitRole.Remote when record.Confirmed is { } confirmed:
                _batch.Confirm(record.SequenceNumber);
                _batch.Then(stored => _ = stored && confirmed.TrySetResult());
                break;
            case CommitRole.ReadOnly:
                _batch.Read(record.Timestamp);
                _batch.Then(stored => _ = stored && record.Decision!.TrySetResult(TransactionalStatus.Ok));
                break;
        }
    }

    private void CommitHere(TransactionRecord<TState> record)
    {
        _batch.Prepare(record);
        _batch.Confirm(record.SequenceNumber);
        _batch.Then(stored => _ = stored && record.Decision!.TrySetResult(TransactionalStatus.Ok));
        if (record.Writers.Count > 1)
        {
            _batch.Commit(record);
            _batch.Then(stored =>
            {
                if (stored)
                {
                    _confirmations.Add(record.TransactionId, record.Timestamp, record.Writers);
                }
            });
        }
    }

    /// <summary>
    /// Sees to the first transaction that cannot commit yet. A prepared one votes as soon as those before it are decided
    /// elsewhere: no failure here can then take back what it builds on.
    /// </summary>
    private void Advance()
    {
        var next = _commits.Find(c => !c.IsDecidedElsewhere);
        if (next is null)
        {
            return;
        }

        if (next.Role == CommitRole.Local && !next.ReadyToCommit)
        {
            AwaitVotes(next);
        }
        else if (next.Role == CommitRole.Remote && next.IsPrepared)
        {
            VoteOrPing(next);
        }
    }

    private void AwaitVotes(TransactionRecord<TState> record)
    {
        var limit = record.WaitingSince + _options.PrepareTimeout;
        if (limit > DateTime.UtcNow)
        {
            _work.Notify(limit);
        }
        else
        {
            Abort(_commits.IndexOf(record), TransactionalStatus.PrepareTimeout);
        }
    }

    private void VoteOrPing(TransactionRecord<TState> record)
    {
        var now = DateTime.UtcNow;
        var manager = _channel.To(record.Manager);
        if (record.LastSent is null)
        {
            record.LastSent = now;
            manager.Prepared(record.TransactionId, record.Timestamp, TransactionalStatus.Ok).Ignore();
            if (!record.Wrote)
            {
                Notify(); // its part ends here
                return;
            }
        }
        else if (record.LastSent + _options.RemoteTransactionPingFrequency <= now)
        {
            // The manager may have lost its silo: the ping brings it back.
            record.LastSent = now;
            manager.Ping(record.TransactionId, record.Timestamp, _self).Ignore();
        }

        _work.Notify(record.LastSent.Value + _options.RemoteTransactionPingFrequency);
    }

    /// <summary>Removes the proof of a transaction that every writer has confirmed.</summary>
    private Task<bool> CollectAsync(Guid transactionId)
    {
        var collected = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _batch.Collect(transactionId);
        _batch.Then(stored => collected.TrySetResult(stored));
        Notify();
        return collected.Task;
    }
}
