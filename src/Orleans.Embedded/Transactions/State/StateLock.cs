using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Transactions.Abstractions;

namespace Orleans.Transactions.State;

/// <summary>
/// The reader-writer lock of one transactional state. Groups of transactions that do not conflict queue for it; the first
/// has it. A transaction leaves it when its end is asked for, before that is durable: the next group works on a result
/// that may still be undone, and is then undone with it.
/// </summary>
internal sealed class StateLock<TState>(
    TransactionalStateOptions options, StateQueue<TState> queue, ILogger logger, CancellationToken stop)
    where TState : class, new()
{
    private readonly List<LockGroup<TState>> _groups = [];
    private WorkLoop? _work;

    private WorkLoop Work => _work ??= new(() => { Progress(); return Task.CompletedTask; }, logger, stop);

    private LockGroup<TState>? Holder => _groups.Count > 0 ? _groups[0] : null;

    /// <summary>Runs an access under the lock, now or when the transaction gets it.</summary>
    /// <param name="known">The accesses that the transaction counted here: if more than the lock knows of, it was lost between.</param>
    public async Task<TResult> EnterAsync<TResult>(
        TransactionInfo info, AccessCounter known, bool read, Func<TransactionRecord<TState>, TResult> access)
    {
        while (!queue.IsReady)
        {
            await queue.ReadyAsync();
        }

        if (Find(info.TransactionId, out var group) is { } record)
        {
            if (known.Reads > record.Accesses.Reads || known.Writes > record.Accesses.Writes)
            {
                throw new OrleansBrokenTransactionLockException(info.Id, "when re-entering lock");
            }

            TakeFromYounger(group!, info, read);
        }
        else
        {
            if (known.Reads + known.Writes > 0)
            {
                throw new OrleansBrokenTransactionLockException(info.Id, "when trying to re-enter lock");
            }

            record = Join(info, read, out group);
        }

        var holds = ReferenceEquals(group, Holder);
        var result = new TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Run()
        {
            try
            {
                result.SetResult(Holds(info.TransactionId)
                    ? access(record)
                    : throw new OrleansCascadingAbortException(info.Id));
            }
            catch (Exception exception)
            {
                result.SetException(exception);
            }
        }

        if (holds)
        {
            Run();
            Work.Notify(group!.Deadline);
        }
        else
        {
            group!.Waiting.Add(Run);
        }

        record.Accesses += read ? new AccessCounter(1, 0) : new AccessCounter(0, 1);
        return await result.Task;
    }

    /// <summary>The record of a transaction whose end is asked for, if it held the lock all the time.</summary>
    public (TransactionalStatus Status, TransactionRecord<TState> Record) Validate(Guid transactionId, AccessCounter accesses)
    {
        if (Holder?.Members.TryGetValue(transactionId, out var record) != true)
        {
            return (TransactionalStatus.BrokenLock, new TransactionRecord<TState>(transactionId));
        }

        if (record!.Accesses == accesses)
        {
            return (TransactionalStatus.Ok, record);
        }

        Holder.Members.Remove(transactionId);
        return (TransactionalStatus.LockValidationFailed, record);
    }

    /// <summary>Lets transactions out and in.</summary>
    public void Notify() => Work.Notify();

    public bool Holds(Guid transactionId) => Holder?.Members.ContainsKey(transactionId) == true;

    public void Release(Guid transactionId) => _groups.ForEach(g => g.Members.Remove(transactionId));

    /// <summary>Takes the lock from those that hold it: what they read will not be.</summary>
    public void BreakHolders(Exception? exception = null)
    {
        if (Holder is { } holder)
        {
            var broken = holder.Members.Values.ToList();
            holder.Clear();
            broken.ForEach(b => queue.TellAborted(b, TransactionalStatus.BrokenLock, exception));
        }
    }

    /// <summary>Fails those that wait for the lock.</summary>
    public void AbortWaiting()
    {
        var waiting = _groups.Skip(1).SelectMany(g => g.Waiting).ToList();
        if (_groups.Count > 1)
        {
            _groups.RemoveRange(1, _groups.Count - 1);
        }

        waiting.ForEach(w => w());
    }

    /// <summary>The older transaction wins: it breaks the younger ones' locks, the younger one fails.</summary>
    private void TakeFromYounger(LockGroup<TState> group, TransactionInfo info, bool read)
    {
        var conflicts = group.ConflictsWith(info.TransactionId, read).ToList();
        if (conflicts.Exists(c => info.Priority > c.Priority))
        {
            throw new OrleansTransactionLockUpgradeException(info.Id);
        }

        foreach (var conflict in conflicts)
        {
            group.Members.Remove(conflict.TransactionId);
            queue.TellAborted(conflict, TransactionalStatus.BrokenLock, null);
        }
    }

    private TransactionRecord<TState>? Find(Guid transactionId, out LockGroup<TState>? group)
    {
        foreach (var candidate in _groups)
        {
            if (candidate.Members.TryGetValue(transactionId, out var record))
            {
                group = candidate;
                return record;
            }
        }

        group = null;
        return null;
    }

    /// <summary>Enters the first group with room and without conflict, or a new one at the end.</summary>
    private TransactionRecord<TState> Join(TransactionInfo info, bool read, out LockGroup<TState> group)
    {
        var now = DateTime.UtcNow;
        var found = _groups.Find(g => g.FillCount < options.MaxLockGroupSize && !g.ConflictsWith(info.TransactionId, read).Any());
        if (found is null)
        {
            _groups.Add(found = new LockGroup<TState>());
        }

        group = found;
        if (ReferenceEquals(group, Holder))
        {
            group.Deadline = now + options.LockTimeout;
        }

        var record = new TransactionRecord<TState>(info.TransactionId)
        {
            Priority = info.Priority,
            Deadline = now + options.LockAcquireTimeout,
        };
        group.Add(record);
        return record;
    }

    private void Progress()
    {
        while (Holder is { } holder)
        {
            var finished = holder.TakeFinished();
            if (finished.Count > 0)
            {
                finished.ForEach(queue.Enqueue);
                queue.Notify();
            }
            else if (holder.Members.Count == 0)
            {
                _groups.RemoveAt(0);
                Enter(Holder);
            }
            else if (holder.Deadline <= DateTime.UtcNow)
            {
                BreakHolders();
            }
            else
            {
                Work.Notify(holder.Deadline);
                return;
            }
        }
    }

    private void Enter(LockGroup<TState>? group)
    {
        if (group is null)
        {
            return;
        }

        var now = DateTime.UtcNow;
        group.Deadline = now + options.LockTimeout;
        foreach (var late in group.Members.Values.Where(m => m.Deadline < now).ToList())
        {
            group.Members.Remove(late.TransactionId);
        }

        var waiting = group.Waiting.ToList();
        group.Waiting.Clear();
        waiting.ForEach(w => w());
    }
}
