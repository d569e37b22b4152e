namespace Orleans.Transactions;

/// <summary>Transactions were not switched on.</summary>
[Serializable, GenerateSerializer]
public sealed class OrleansTransactionsDisabledException()
    : OrleansTransactionException("Transactions are not enabled: call UseTransactions() on the silo and on the client.");
