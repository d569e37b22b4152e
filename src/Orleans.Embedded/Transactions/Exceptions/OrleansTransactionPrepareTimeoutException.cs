namespace Orleans.Transactions;

/// <summary>Not all participants prepared in time.</summary>
[Serializable, GenerateSerializer]
public sealed class OrleansTransactionPrepareTimeoutException(string transactionId, Exception? innerException)
    : OrleansTransactionTransientFailureException(transactionId, $"Transaction {transactionId} aborted because the prepare phase did not complete within the timeout limit", innerException);
