using Orleans.Serialization;
using Orleans.Transactions.Abstractions;

namespace Orleans.Transactions.State;

/// <summary>A grain's view of its transactional state: each transaction sees its own copy, under the lock.</summary>
internal sealed class TransactionalState<TState>(ParticipantId self, DeepCopier copier)
    : ITransactionalState<TState> where TState : class, new()
{
    private StateQueue<TState>? _queue;
    private bool _inside;

    /// <summary>Gives it what it works on, once the activation starts.</summary>
    public void Attach(StateQueue<TState> queue) => _queue = queue;

    public Task<TResult> PerformRead<TResult>(Func<TState, TResult> readFunction) =>
        PerformAsync(TransactionContext.Required, read: true, readFunction);

    public Task<TResult> PerformUpdate<TResult>(Func<TState, TResult> updateFunction)
    {
        var info = TransactionContext.Required;
        return info.IsReadOnly
            ? throw new OrleansReadOnlyViolatedException(info.Id)
            : PerformAsync(info, read: false, updateFunction);
    }

    private Task<TResult> PerformAsync<TResult>(TransactionInfo info, bool read, Func<TState, TResult> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (_inside)
        {
            throw new LockRecursionException("Cannot perform an operation on a transactional state from within another one.");
        }

        var queue = _queue ?? throw new InvalidOperationException("A transactional state cannot be used in the grain's constructor.");
        return queue.Lock.EnterAsync(info, info.Participants.GetValueOrDefault(self), read, record =>
        {
            record.Timestamp = queue.Clock.MergeUtcNow(info.TimeStamp);
            var state = StateFor(queue, record, read);
            info.RecordAccess(self, read, record.Timestamp);
            _inside = true;
            try
            {
                return copier.Copy(function(state))!;
            }
            finally
            {
                _inside = false;
            }
        });
    }

    /// <summary>The latest state, and with the first update a copy of it.</summary>
    private TState StateFor(StateQueue<TState> queue, TransactionRecord<TState> record, bool read)
    {
        if (record.State is null)
        {
            queue.ReadLatest(record);
        }

        if (!read && !record.OwnsState)
        {
            record.State = copier.Copy(record.State)!;
            record.SequenceNumber++;
            record.OwnsState = true;
        }

        return record.State!;
    }
}
