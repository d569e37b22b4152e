namespace Orleans.Transactions;

/// <summary>A method returned without awaiting the calls it had made.</summary>
[Serializable, GenerateSerializer]
public sealed class OrleansOrphanCallException(string transactionId, int pendingCalls)
    : OrleansTransactionAbortedException(transactionId, $"Transaction {transactionId} aborted because method did not await all its outstanding calls ({pendingCalls})");
