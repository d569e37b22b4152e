namespace Orleans.Transactions;

/// <summary>The transaction could not be started.</summary>
[Serializable, GenerateSerializer]
public sealed class OrleansStartTransactionFailedException(Exception innerException)
    : OrleansTransactionException("Failed to start transaction. Check InnerException for details", innerException);
