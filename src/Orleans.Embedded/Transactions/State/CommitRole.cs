namespace Orleans.Transactions.State;

/// <summary>A participant's part in the end of one transaction, known from the first message that asks for it.</summary>
internal enum CommitRole
{
    /// <summary>The transaction is still running.</summary>
    NotYetDetermined,

    /// <summary>Nobody wrote.</summary>
    ReadOnly,

    /// <summary>Another participant is the manager.</summary>
    Remote,

    /// <summary>This participant is the manager.</summary>
    Local,
}
