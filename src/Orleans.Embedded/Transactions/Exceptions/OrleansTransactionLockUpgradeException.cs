namespace Orleans.Transactions;

/// <summary>An older transaction holds a lock that this one needed to upgrade.</summary>
[Serializable, GenerateSerializer]
public sealed class OrleansTransactionLockUpgradeException(string transactionId)
    : OrleansTransactionTransientFailureException(transactionId, $"Transaction {transactionId} aborted because it could not upgrade a lock, because of a higher-priority conflicting transaction");
