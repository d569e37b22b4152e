namespace Orleans.Transactions;

/// <summary>The transaction lost its lock.</summary>
[Serializable, GenerateSerializer]
public sealed class OrleansBrokenTransactionLockException(string transactionId, string situation, Exception? innerException)
    : OrleansTransactionTransientFailureException(transactionId, $"Transaction {transactionId} aborted because a broken lock was detected, {situation}", innerException)
{
    public OrleansBrokenTransactionLockException(string transactionId, string situation) : this(transactionId, situation, null)
    {
    }
}
