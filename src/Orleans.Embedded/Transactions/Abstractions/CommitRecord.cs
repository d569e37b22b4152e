namespace Orleans.Transactions.Abstractions;

/// <summary>The manager's proof that a transaction committed, kept until every writer has confirmed.</summary>
[Serializable, GenerateSerializer, Immutable]
public sealed class CommitRecord
{
    [Id(0)] public DateTime Timestamp { get; set; }

    [Id(1)] public List<ParticipantId> WriteParticipants { get; set; } = null!;
}
