using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Transactions.Abstractions;

namespace Orleans.Transactions;

/// <summary>What every grain with transactional states answers beside its own interfaces: <see cref="ITransactionParticipant"/> by state name.</summary>
internal interface IParticipantGrain : IAddressable
{
    [AlwaysInterleave]
    Task<TransactionalStatus> CommitReadOnly(string state, Guid transactionId, AccessCounter accesses, DateTime time);

    [AlwaysInterleave]
    Task<TransactionalStatus> PrepareAndCommit(
        string state, Guid transactionId, AccessCounter accesses, DateTime time, List<ParticipantId> writers, int participants);

    [AlwaysInterleave, OneWay]
    Task Prepare(string state, Guid transactionId, AccessCounter accesses, DateTime time, ParticipantId manager);

    [AlwaysInterleave, OneWay]
    Task Prepared(string state, Guid transactionId, DateTime time, TransactionalStatus status);

    [AlwaysInterleave, OneWay]
    Task Ping(string state, Guid transactionId, DateTime time, ParticipantId participant);

    [AlwaysInterleave]
    Task Abort(string state, Guid transactionId);

    [AlwaysInterleave]
    Task Cancel(string state, Guid transactionId, DateTime time, TransactionalStatus status);

    [AlwaysInterleave]
    Task Confirm(string state, Guid transactionId, DateTime time);
}
