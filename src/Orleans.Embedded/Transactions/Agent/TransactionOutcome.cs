namespace Orleans.Transactions;

/// <summary>How the attempt to commit ended.</summary>
internal readonly record struct TransactionOutcome(TransactionalStatus Status, Exception? Exception = null)
{
    /// <summary>What the user sees of a failed commit.</summary>
    public OrleansTransactionException ToException(string id) => Status switch
    {
        TransactionalStatus.PrepareTimeout => new OrleansTransactionPrepareTimeoutException(id, Exception),
        TransactionalStatus.CascadingAbort => new OrleansCascadingAbortException(id, Exception),
        TransactionalStatus.BrokenLock => new OrleansBrokenTransactionLockException(id, "before prepare", Exception),
        TransactionalStatus.LockValidationFailed =>
            new OrleansBrokenTransactionLockException(id, "when validating accesses during prepare", Exception),
        TransactionalStatus.ParticipantResponseTimeout =>
            new OrleansTransactionTransientFailureException(id, "a participant of the read-only transaction did not answer in time", Exception),
        _ => new OrleansTransactionInDoubtException(id, $"failure during transaction commit, status={Status}", Exception),
    };
}
