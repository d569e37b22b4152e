namespace Orleans.Transactions;

/// <summary>A read-only transaction tried to write.</summary>
[Serializable, GenerateSerializer]
public sealed class OrleansReadOnlyViolatedException(string transactionId)
    : OrleansTransactionAbortedException(transactionId, $"Transaction {transactionId} aborted because it attempted to write a grain");
