namespace Orleans.Transactions;

/// <summary>The transaction was aborted: it had no effect.</summary>
[Serializable, GenerateSerializer]
public class OrleansTransactionAbortedException(string transactionId, string msg, Exception? innerException)
    : OrleansTransactionException(msg, innerException)
{
    public OrleansTransactionAbortedException(string transactionId, string msg) : this(transactionId, msg, null)
    {
    }

    public OrleansTransactionAbortedException(string transactionId, Exception? innerException)
        : this(transactionId, $"Transaction {transactionId} aborted because of an unhandled exception in a grain method call. See InnerException for details.", innerException)
    {
    }

    [Id(0)] public string TransactionId { get; private set; } = transactionId;
}
