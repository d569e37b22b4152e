using System.Collections.Concurrent;
using Orleans.Transactions.Abstractions;

namespace Orleans.Transactions;

/// <summary>What one call knows of its transaction. Each call gets a fork and sends back what it touched.</summary>
internal sealed class TransactionInfo(Guid transactionId, DateTime timeStamp, DateTime priority, bool readOnly)
{
    private readonly ConcurrentQueue<TransactionInfo> _returned = new();
    private int _pendingCalls;

    public Guid TransactionId { get; } = transactionId;

    public string Id => TransactionId.ToString();

    /// <summary>The logical time of the transaction: later than that of everything it has seen.</summary>
    public DateTime TimeStamp { get; set; } = timeStamp;

    /// <summary>When it began. The older transaction wins a conflict.</summary>
    public DateTime Priority { get; } = priority;

    public bool IsReadOnly { get; } = readOnly;

    /// <summary>False when a delegate asked for the transaction to be undone.</summary>
    public bool TryToCommit { get; set; } = true;

    /// <summary>In the order of their first access: the first writer decides the transaction.</summary>
    public Dictionary<ParticipantId, AccessCounter> Participants { get; } = new(ParticipantId.Comparer);

    /// <summary>The first failure, if any.</summary>
    public OrleansTransactionAbortedException? Failure { get; set; }

    /// <summary>Why the transaction cannot commit, or null.</summary>
    public OrleansTransactionAbortedException? MustAbort =>
        Failure ?? (_pendingCalls > 0 ? new OrleansOrphanCallException(Id, _pendingCalls) : null);

    /// <summary>The part of a call that is about to be sent; it stays pending until <see cref="Return"/>.</summary>
    public TransactionInfo Fork()
    {
        Interlocked.Increment(ref _pendingCalls);
        return new TransactionInfo(TransactionId, TimeStamp, Priority, IsReadOnly) { TryToCommit = TryToCommit };
    }

    /// <summary>A copy that nobody else changes, to travel with the answer.</summary>
    public TransactionInfo Snapshot()
    {
        var copy = new TransactionInfo(TransactionId, TimeStamp, Priority, IsReadOnly) { TryToCommit = TryToCommit, Failure = Failure };
        foreach (var (participant, accesses) in Participants)
        {
            copy.Participants.Add(participant, accesses);
        }

        return copy;
    }

    public void Return(TransactionInfo fork) => _returned.Enqueue(fork);

    /// <summary>Takes over what the returned calls did.</summary>
    public void ReconcilePending()
    {
        while (_returned.TryDequeue(out var fork))
        {
            _pendingCalls--;
            Failure ??= fork.Failure;
            TryToCommit &= fork.TryToCommit;
            MoveTo(fork.TimeStamp);
            foreach (var (participant, accesses) in fork.Participants)
            {
                Count(participant, accesses);
            }
        }
    }

    public void RecordAccess(ParticipantId participant, bool read, DateTime time)
    {
        Count(participant, read ? new AccessCounter(1, 0) : new AccessCounter(0, 1));
        MoveTo(time);
    }

    private void Count(ParticipantId participant, AccessCounter accesses) =>
        Participants[participant] = Participants.GetValueOrDefault(participant) + accesses;

    private void MoveTo(DateTime time)
    {
        if (time > TimeStamp)
        {
            TimeStamp = time;
        }
    }
}
