using Orleans.Transactions.Abstractions;

namespace Orleans.Transactions;

/// <summary>The transactional states of one activation, as their messages reach them.</summary>
internal sealed class LocalParticipants : IParticipantGrain
{
    private readonly Dictionary<string, ITransactionParticipant> _states = [];

    public void Add(string state, ITransactionParticipant participant) => _states[state] = participant;

    public Task<TransactionalStatus> CommitReadOnly(string state, Guid transactionId, AccessCounter accesses, DateTime time) =>
        _states[state].CommitReadOnly(transactionId, accesses, time);

    public Task<TransactionalStatus> PrepareAndCommit(
        string state, Guid transactionId, AccessCounter accesses, DateTime time, List<ParticipantId> writers, int participants) =>
        _states[state].PrepareAndCommit(transactionId, accesses, time, writers, participants);

    public Task Prepare(string state, Guid transactionId, AccessCounter accesses, DateTime time, ParticipantId manager) =>
        _states[state].Prepare(transactionId, accesses, time, manager);

    public Task Prepared(string state, Guid transactionId, DateTime time, TransactionalStatus status) =>
        _states[state].Prepared(transactionId, time, status);

    public Task Ping(string state, Guid transactionId, DateTime time, ParticipantId participant) =>
        _states[state].Ping(transactionId, time, participant);

    public Task Abort(string state, Guid transactionId) => _states[state].Abort(transactionId);

    public Task Cancel(string state, Guid transactionId, DateTime time, TransactionalStatus status) =>
        _states[state].Cancel(transactionId, time, status);

    public Task Confirm(string state, Guid transactionId, DateTime time) => _states[state].Confirm(transactionId, time);
}
