using Orleans.Transactions.Abstractions;

namespace Orleans.Transactions;

/// <summary>A participant wherever its grain is: each message is a call of that grain.</summary>
internal sealed class RemoteParticipant(IParticipantGrain grain, string state) : ITransactionParticipant
{
    public Task<TransactionalStatus> CommitReadOnly(Guid transactionId, AccessCounter accesses, DateTime time) =>
        grain.CommitReadOnly(state, transactionId, accesses, time);

    public Task<TransactionalStatus> PrepareAndCommit(
        Guid transactionId, AccessCounter accesses, DateTime time, List<ParticipantId> writers, int participants) =>
        grain.PrepareAndCommit(state, transactionId, accesses, time, writers, participants);

    public Task Prepare(Guid transactionId, AccessCounter accesses, DateTime time, ParticipantId manager) =>
        grain.Prepare(state, transactionId, accesses, time, manager);

    public Task Prepared(Guid transactionId, DateTime time, TransactionalStatus status) =>
        grain.Prepared(state, transactionId, time, status);

    public Task Ping(Guid transactionId, DateTime time, ParticipantId participant) =>
        grain.Ping(state, transactionId, time, participant);

    public Task Abort(Guid transactionId) => grain.Abort(state, transactionId);

    public Task Cancel(Guid transactionId, DateTime time, TransactionalStatus status) =>
        grain.Cancel(state, transactionId, time, status);

    public Task Confirm(Guid transactionId, DateTime time) => grain.Confirm(state, transactionId, time);
}
