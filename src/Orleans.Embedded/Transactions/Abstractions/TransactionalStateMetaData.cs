namespace Orleans.Transactions.Abstractions;

/// <summary>What the transaction protocol keeps beside the state.</summary>
[Serializable, GenerateSerializer]
public sealed class TransactionalStateMetaData
{
    /// <value>The latest logical time seen; later transactions get later times.</value>
    [Id(0)] public DateTime TimeStamp { get; set; }

    /// <value>Transactions that this participant decided and whose other writers have not all confirmed, by id.</value>
    [Id(1)] public Dictionary<Guid, CommitRecord> CommitRecords { get; set; } = [];
}
