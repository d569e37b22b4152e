using Orleans.Transactions.Abstractions;

namespace Orleans.Transactions;

/// <summary>The protocol's messages to one transactional state. All interleave with the grain's own calls.</summary>
internal interface ITransactionParticipant
{
    /// <summary>Agent to each participant of a transaction without writers: is what was read still so?</summary>
    Task<TransactionalStatus> CommitReadOnly(Guid transactionId, AccessCounter accesses, DateTime time);

    /// <summary>Agent to the manager: answers when the transaction is decided.</summary>
    Task<TransactionalStatus> PrepareAndCommit(
        Guid transactionId, AccessCounter accesses, DateTime time, List<ParticipantId> writers, int participants);

    /// <summary>Agent to all but the manager: make it durable, then tell the manager. One way.</summary>
    Task Prepare(Guid transactionId, AccessCounter accesses, DateTime time, ParticipantId manager);

    /// <summary>Participant to manager: prepared, or not. One way.</summary>
    Task Prepared(Guid transactionId, DateTime time, TransactionalStatus status);

    /// <summary>Participant to manager: still waiting for the outcome. One way.</summary>
    Task Ping(Guid transactionId, DateTime time, ParticipantId participant);

    /// <summary>Agent to participants: the transaction was given up before it prepared.</summary>
    Task Abort(Guid transactionId);

    /// <summary>Manager to writers: the transaction was aborted.</summary>
    Task Cancel(Guid transactionId, DateTime time, TransactionalStatus status);

    /// <summary>Manager to writers: it committed. Answers when that is durable.</summary>
    Task Confirm(Guid transactionId, DateTime time);
}
