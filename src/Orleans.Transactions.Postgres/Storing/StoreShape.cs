namespace Orleans.Transactions.Postgres;

/// <summary>What a store does: each combination is one statement, prepared once a connection.</summary>
[Flags]
internal enum StoreShape
{
    /// <summary>Metadata only.</summary>
    Touch = 0,

    /// <summary>There is no row yet.</summary>
    Insert = 1,

    /// <summary>A state comes with the store and is committed at once.</summary>
    Commit = 2,

    /// <summary>A state that was prepared earlier is committed.</summary>
    Confirm = 4,

    /// <summary>One state is prepared.</summary>
    Prepare = 8,

    /// <summary>Several are.</summary>
    PrepareMany = 16,

    /// <summary>Pending rows are dropped.</summary>
    Drop = 32,
}
