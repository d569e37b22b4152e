using Orleans.Transactions.Abstractions;

namespace Orleans.Transactions.State;

/// <summary>One transaction at one participant, from its first access to its end.</summary>
internal sealed class TransactionRecord<TState>(Guid transactionId) where TState : class, new()
{
    public Guid TransactionId { get; } = transactionId;

    public DateTime Priority { get; init; }

    /// <summary>After this it may no longer enter the lock.</summary>
    public DateTime Deadline { get; init; }

    public DateTime Timestamp { get; set; }

    public AccessCounter Accesses { get; set; }

    /// <summary>What the transaction sees; its own copy once it wrote. Never changed after it has been queued to commit.</summary>
    public TState? State { get; set; }

    public long SequenceNumber { get; set; }

    public bool OwnsState { get; set; }

    public CommitRole Role { get; set; }

    /// <summary>The answer to the agent, where the role is read-only or local.</summary>
    public TaskCompletionSource<TransactionalStatus>? Decision { get; set; }

    /// <summary>Local: all writers, this one included.</summary>
    public List<ParticipantId> Writers { get; set; } = [];

    /// <summary>Local: participants that have not prepared.</summary>
    public int Awaited { get; set; }

    /// <summary>Local: when waiting for them began.</summary>
    public DateTime WaitingSince { get; set; }

    /// <summary>Remote: who decides.</summary>
    public ParticipantId Manager { get; set; }

    /// <summary>Remote: what makes it possible to promise to commit is durable.</summary>
    public bool IsPrepared { get; set; }

    /// <summary>Remote: when the manager was last told or asked. From then on only the manager may abort.</summary>
    public DateTime? LastSent { get; set; }

    /// <summary>Remote: answers the manager's confirmation when that is durable.</summary>
    public TaskCompletionSource? Confirmed { get; set; }

    public bool Wrote => Accesses.Writes > 0;

    public bool ReadyToCommit => Role switch
    {
        CommitRole.Local => Awaited == 0,
        CommitRole.Remote => IsDecidedElsewhere,
        _ => true,
    };

    /// <summary>No failure here can undo it any more.</summary>
    public bool IsDecidedElsewhere => Role == CommitRole.Remote && (Confirmed is not null || (!Wrote && LastSent is not null));
}
