namespace Orleans.Transactions.State;

/// <summary>Transactions that hold the lock together because they do not conflict: readers, or one writer.</summary>
internal sealed class LockGroup<TState> where TState : class, new()
{
    public Dictionary<Guid, TransactionRecord<TState>> Members { get; } = [];

    /// <summary>Accesses to run when the group gets the lock.</summary>
    public List<Action> Waiting { get; } = [];

    /// <summary>How many ever entered: bounds how long late readers can keep writers out.</summary>
    public int FillCount { get; private set; }

    /// <summary>When the lock is taken from the group.</summary>
    public DateTime Deadline { get; set; }

    public void Add(TransactionRecord<TState> record)
    {
        Members.Add(record.TransactionId, record);
        FillCount++;
    }

    public void Clear()
    {
        Members.Clear();
        Waiting.Clear();
        FillCount = 0;
    }

    public IEnumerable<TransactionRecord<TState>> ConflictsWith(Guid transactionId, bool read) =>
        Members.Values.Where(m => m.TransactionId != transactionId && !(read && !m.Wrote));

    /// <summary>
    /// Takes out those whose end was asked for, in the order of their time. One must not overtake a running transaction
    /// that may yet get an earlier time.
    /// </summary>
    public List<TransactionRecord<TState>> TakeFinished()
    {
        var earliestRunning = DateTime.MaxValue;
        foreach (var member in Members.Values)
        {
            if (member.Role == CommitRole.NotYetDetermined && member.Timestamp < earliestRunning)
            {
                earliestRunning = member.Timestamp;
            }
        }

        List<TransactionRecord<TState>> finished = [];
        foreach (var member in Members.Values)
        {
            if (member.Role != CommitRole.NotYetDetermined && member.Timestamp < earliestRunning)
            {
                finished.Add(member);
            }
        }

        finished.Sort((a, b) => a.Timestamp.CompareTo(b.Timestamp));
        finished.ForEach(f => Members.Remove(f.TransactionId));
        return finished;
    }
}
