using Orleans.Transactions.Abstractions;

namespace Orleans.Transactions.State;

/// <content>The protocol's messages.</content>
internal sealed partial class StateQueue<TState> : ITransactionParticipant
{
    public Task<TransactionalStatus> CommitReadOnly(Guid transactionId, AccessCounter accesses, DateTime time) =>
        BeginEnd(transactionId, accesses, time, r => r.Role = CommitRole.ReadOnly).Decision!.Task;

    public Task<TransactionalStatus> PrepareAndCommit(
        Guid transactionId, AccessCounter accesses, DateTime time, List<ParticipantId> writers, int participants) =>
        BeginEnd(transactionId, accesses, time, r =>
        {
            r.Role = CommitRole.Local;
            r.Writers = writers;
            r.Awaited = participants - 1;
            r.WaitingSince = DateTime.UtcNow;
        }).Decision!.Task;

    public Task Prepare(Guid transactionId, AccessCounter accesses, DateTime time, ParticipantId manager)
    {
        BeginEnd(transactionId, accesses, time, r =>
        {
            r.Role = CommitRole.Remote;
            r.Manager = manager;
        });
        return Task.CompletedTask;
    }

    public Task Prepared(Guid transactionId, DateTime time, TransactionalStatus status)
    {
        var position = Find(transactionId);
        if (position < 0)
        {
            RememberVote(transactionId, status);
        }
        else if (status == TransactionalStatus.Ok)
        {
            _commits[position].Awaited--;
            Notify();
        }
        else
        {
            Abort(position, status);
        }

        return Task.CompletedTask;
    }

    public async Task Ping(Guid transactionId, DateTime time, ParticipantId participant)
    {
        while (!IsReady)
        {
            await ReadyAsync();
        }

        if (Find(transactionId) >= 0 || Lock.Holds(transactionId))
        {
            Notify(); // undecided: who asks will be told
        }
        else if (!_confirmations.IsPending(transactionId))
        {
            // Nothing is known of it: had it committed, its record would be here until all had confirmed.
            _channel.To(participant).Cancel(transactionId, time, TransactionalStatus.PresumedAbort).Ignore();
        }
    }

    public async Task Abort(Guid transactionId)
    {
        while (!IsReady)
        {
            await ReadyAsync();
        }

        Lock.Release(transactionId);
        Lock.Notify();
    }

    public async Task Cancel(Guid transactionId, DateTime time, TransactionalStatus status)
    {
        while (!IsReady)
        {
            await ReadyAsync();
        }

        var position = Find(transactionId);
        if (position < 0)
        {
            // It may have overtaken the request to prepare, which must then find nothing.
            Lock.Release(transactionId);
            Lock.Notify();
            return;
        }

        Abort(position, status);
        Notify();
    }

    public async Task Confirm(Guid transactionId, DateTime time)
    {
        while (!IsReady)
        {
            await ReadyAsync();
        }

        var position = Find(transactionId);
        if (position < 0)
        {
            return; // confirmed before
        }

        var record = _commits[position];
        record.Confirmed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Notify();
        await record.Confirmed.Task;
    }

    private TransactionRecord<TState> BeginEnd(
        Guid transactionId, AccessCounter accesses, DateTime time, Action<TransactionRecord<TState>> assign)
    {
        var (status, record) = Lock.Validate(transactionId, accesses);
        record.Timestamp = time;
        record.Decision = new TaskCompletionSource<TransactionalStatus>(TaskCreationOptions.RunContinuationsAsynchronously);
        assign(record);
        if (status == TransactionalStatus.Ok)
        {
            Clock.Merge(time);
        }
        else
        {
            TellAborted(record, status, null);
        }

        Lock.Notify();
        return record;
    }

    /// <summary>A vote ahead of the request to commit; or long after the end, which is why they are forgotten in time.</summary>
    private void RememberVote(Guid transactionId, TransactionalStatus status)
    {
        var now = DateTime.UtcNow;
        foreach (var old in _early.Where(e => e.Value.Since + _options.PrepareTimeout < now).ToList())
        {
            _early.Remove(old.Key);
        }

        if (!_early.TryGetValue(transactionId, out var votes))
        {
            _early.Add(transactionId, votes = new EarlyVotes(now));
        }

        if (status == TransactionalStatus.Ok)
        {
            votes.Prepared++;
        }
        else
        {
            votes.Refusal = status;
        }
    }

    private int Find(Guid transactionId) => _commits.FindIndex(c => c.TransactionId == transactionId);
}
