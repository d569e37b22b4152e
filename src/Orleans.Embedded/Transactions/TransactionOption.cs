namespace Orleans;

/// <summary>What a method, or a delegate of <see cref="ITransactionClient"/>, does with the caller's transaction.</summary>
public enum TransactionOption
{
    /// <summary>Not transactional; the caller's transaction is not passed on.</summary>
    Suppress,

    /// <summary>Joins the caller's transaction, or creates one.</summary>
    CreateOrJoin,

    /// <summary>Always creates a transaction.</summary>
    Create,

    /// <summary>Joins the caller's transaction; fails without one.</summary>
    Join,

    /// <summary>Not transactional, but the caller's transaction is passed on.</summary>
    Supported,

    /// <summary>Not transactional; fails inside a transaction.</summary>
    NotAllowed,
}
