namespace Orleans.Transactions;

/// <summary>The transaction of the running code.</summary>
public static class TransactionContext
{
    private static readonly AsyncLocal<TransactionInfo?> Context = new();

    /// <exception cref="OrleansTransactionException">There is none.</exception>
    public static string CurrentTransactionId => Required.Id;

    internal static TransactionInfo? Current
    {
        get => Context.Value;
        set => Context.Value = value;
    }

    internal static TransactionInfo Required => Current
        ?? throw new OrleansTransactionException("A transaction context is required for access. Did you forget a [Transaction] attribute?");
}
