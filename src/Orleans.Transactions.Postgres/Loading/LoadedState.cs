namespace Orleans.Transactions.Postgres;

/// <summary>A state's row and its pending rows, of one moment.</summary>
internal sealed record LoadedState(long Version, long CommittedSequence, long Clock, byte[] CommitRecords, byte[]? State)
{
    /// <summary>What is prepared and not committed, by sequence.</summary>
    public List<PendingRow> Pending { get; } = [];
}
