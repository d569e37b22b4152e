namespace Orleans.Transactions;

/// <summary>How far a transaction came, or what ended it.</summary>
internal enum TransactionalStatus
{
    Ok,

    /// <summary>The manager did not hear from all participants in time.</summary>
    PrepareTimeout,

    /// <summary>A transaction whose result this one had read aborted.</summary>
    CascadingAbort,

    /// <summary>The lock was lost to a time limit, to an older transaction or to a failure.</summary>
    BrokenLock,

    /// <summary>The accesses counted by the agent are not those the participant saw.</summary>
    LockValidationFailed,

    /// <summary>A participant of a read-only transaction did not answer.</summary>
    ParticipantResponseTimeout,

    /// <summary>The manager did not answer.</summary>
    TMResponseTimeout,

    /// <summary>Another activation changed the storage.</summary>
    StorageConflict,

    /// <summary>The manager knows nothing of the transaction.</summary>
    PresumedAbort,

    UnknownException,
}
