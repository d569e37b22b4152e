namespace Orleans.Transactions;

/// <summary>A transaction whose result this one had read was aborted.</summary>
[Serializable, GenerateSerializer]
public sealed class OrleansCascadingAbortException(string transactionId, Exception? innerException)
    : OrleansTransactionTransientFailureException(transactionId, $"Transaction {transactionId} aborted because a dependent transaction aborted", innerException)
{
    public OrleansCascadingAbortException(string transactionId) : this(transactionId, (Exception?)null)
    {
    }
}
