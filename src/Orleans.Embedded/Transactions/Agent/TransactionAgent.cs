using Orleans.Embedded;

namespace Orleans.Transactions;

/// <summary>Starts transactions and brings them to their end. One a silo and one a client.</summary>
internal sealed class TransactionAgent(ParticipantChannel channel, CallRuntime runtime)
{
    private readonly CausalClock _clock = new();

    public TransactionInfo Start(bool readOnly)
    {
        var now = _clock.UtcNow();
        return new TransactionInfo(Guid.NewGuid(), now, now, readOnly);
    }

    /// <summary>Notes the first failure, as a copy: it travels with the transaction.</summary>
    public void Fail(TransactionInfo info, Exception exception) => info.Failure ??= (OrleansTransactionAbortedException)runtime.Copier.Copy(
        exception as OrleansTransactionAbortedException ?? new OrleansTransactionAbortedException(info.Id, exception));

    /// <summary>Commits, or aborts what must not or could not commit.</summary>
    /// <returns>What the user sees; null when it committed or was undone on request.</returns>
    public async Task<OrleansTransactionException?> CompleteAsync(TransactionInfo info)
    {
        var failure = info.MustAbort;
        if (failure is not null || !info.TryToCommit)
        {
            await AbortAsync(info, info.Participants.Keys);
            return failure;
        }

        if (info.Participants.Count == 0)
        {
            return null;
        }

        info.TimeStamp = _clock.MergeUtcNow(info.TimeStamp);
        var writers = info.Participants.Where(p => p.Value.Writes > 0).Select(p => p.Key).ToList();
        var outcome = writers.Count == 0 ? await CommitReadOnlyAsync(info) : await CommitAsync(info, writers);
        return outcome.Status == TransactionalStatus.Ok ? null : outcome.ToException(info.Id);
    }

    private async Task<TransactionOutcome> CommitReadOnlyAsync(TransactionInfo info)
    {
        TransactionOutcome outcome;
        try
        {
            var statuses = await Task.WhenAll(info.Participants.Select(p =>
                channel.To(p.Key).CommitReadOnly(info.TransactionId, p.Value, info.TimeStamp)));
            outcome = new(statuses.FirstOrDefault(s => s != TransactionalStatus.Ok));
        }
        catch (TimeoutException timeout)
        {
            outcome = new(TransactionalStatus.ParticipantResponseTimeout, timeout);
        }
        catch (Exception exception)
        {
            outcome = new(TransactionalStatus.PresumedAbort, exception);
        }

        if (outcome.Status != TransactionalStatus.Ok)
        {
            await AbortAsync(info, info.Participants.Keys);
        }

        return outcome;
    }

    /// <summary>Two phases: the others prepare, and the manager commits once it has heard from all of them.</summary>
    private async Task<TransactionOutcome> CommitAsync(TransactionInfo info, List<ParticipantId> writers)
    {
        var manager = ManagerOf(info.Participants.Keys, writers);
        try
        {
            foreach (var (participant, accesses) in info.Participants)
            {
                if (!ParticipantId.Comparer.Equals(participant, manager))
                {
                    channel.To(participant).Prepare(info.TransactionId, accesses, info.TimeStamp, manager).Ignore();
                }
            }

            return new(await channel.To(manager).PrepareAndCommit(
                info.TransactionId, info.Participants[manager], info.TimeStamp, writers, info.Participants.Count));
        }
        catch (TimeoutException timeout)
        {
            return new(TransactionalStatus.TMResponseTimeout, timeout);
        }
        catch (Exception exception)
        {
            return new(TransactionalStatus.PresumedAbort, exception);
        }
    }

    /// <summary>A participant that must decide itself does; otherwise the first that wrote.</summary>
    private static ParticipantId ManagerOf(IEnumerable<ParticipantId> participants, List<ParticipantId> writers)
    {
        foreach (var participant in participants)
        {
            if (participant.SupportedRoles.HasFlag(ParticipantId.Role.PriorityManager))
            {
                return participant;
            }
        }

        return writers.Find(w => w.SupportedRoles.HasFlag(ParticipantId.Role.Manager));
    }

    /// <summary>Releases the locks. A participant that cannot be told lets go when the lock expires.</summary>
    private async Task AbortAsync(TransactionInfo info, IEnumerable<ParticipantId> participants)
    {
        try
        {
            await Task.WhenAll(participants.Select(p => channel.To(p).Abort(info.TransactionId)));
        }
        catch (Exception)
        {
            // The transaction is aborted whether or not this arrives.
        }
    }
}
