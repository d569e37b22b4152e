namespace Orleans.Transactions.Abstractions;

/// <summary>The state as a prepared transaction left it, with all it takes to resolve that transaction after a crash.</summary>
[Serializable, GenerateSerializer, Immutable]
public sealed class PendingTransactionState<TState> where TState : class, new()
{
    /// <value>Dense and local, 1, 2, 3 ...; a record replaces an earlier one of the same number.</value>
    [Id(0)] public long SequenceId { get; set; }

    [Id(1)] public string TransactionId { get; set; } = null!;

    /// <value>The logical time of the transaction. All ticks count: it identifies the record.</value>
    [Id(2)] public DateTime TimeStamp { get; set; }

    /// <value>Who knows the outcome; without a reference when this participant does.</value>
    [Id(3)] public ParticipantId TransactionManager { get; set; }

    [Id(4)] public TState State { get; set; } = null!;
}
