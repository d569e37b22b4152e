namespace Orleans.Transactions.Postgres;

/// <summary>One store of one grain, on its way into a commit.</summary>
internal sealed class StoreCommand(StateKey key, long? expectedVersion, long fence, long clock, byte[] commitRecords)
{
    public StateKey Key => key;

    /// <summary>The version it replaces, null for a first store.</summary>
    public long? ExpectedVersion => expectedVersion;

    public long Fence => fence;

    public long Clock => clock;

    public byte[] CommitRecords => commitRecords;

    /// <summary>The sequence number to commit up to, null for none.</summary>
    public long? Commit { get; set; }

    /// <summary>The state committed by it, null when it stands in a pending row.</summary>
    public byte[]? CommittedState { get; set; }

    public List<PendingRow> Prepares { get; } = [];

    /// <summary>Whether pending rows must go: up to <see cref="DropUpTo"/> and above <see cref="DropAbove"/>.</summary>
    public bool Drops { get; set; }

    public long DropUpTo { get; set; }

    public long DropAbove { get; set; }

    /// <summary>
    /// Completes with whether the row was as expected; faults when the commit failed or its outcome is unknown. Who awaits
    /// it goes on at once, on the writer's thread: a grain's own code is handed to the grain's scheduler there.
    /// </summary>
    public TaskCompletionSource<bool> Stored { get; } = new();

    public StoreShape Shape =>
        (ExpectedVersion is null ? StoreShape.Insert : 0)
        | (Commit is null ? 0 : CommittedState is null ? StoreShape.Confirm : StoreShape.Commit)
        | (Prepares.Count switch { 0 => 0, 1 => StoreShape.Prepare, _ => StoreShape.PrepareMany })
        | (Drops ? StoreShape.Drop : 0);
}
