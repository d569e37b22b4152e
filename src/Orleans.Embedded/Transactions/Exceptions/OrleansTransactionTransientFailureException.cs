namespace Orleans.Transactions;

/// <summary>The transaction was aborted for a reason that may pass: a lock, a time limit.</summary>
[Serializable, GenerateSerializer]
public class OrleansTransactionTransientFailureException(string transactionId, string msg, Exception? innerException)
    : OrleansTransactionAbortedException(transactionId, msg, innerException)
{
    public OrleansTransactionTransientFailureException(string transactionId, string msg) : this(transactionId, msg, null)
    {
    }
}
