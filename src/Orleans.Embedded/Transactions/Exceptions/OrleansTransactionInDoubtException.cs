namespace Orleans.Transactions;

/// <summary>It is not known whether the transaction committed.</summary>
[Serializable, GenerateSerializer]
public sealed class OrleansTransactionInDoubtException(string transactionId, string msg, Exception? innerException)
    : OrleansTransactionException($"Transaction {transactionId} is InDoubt: {msg}", innerException)
{
    public OrleansTransactionInDoubtException(string transactionId) : this(transactionId, "no outcome", null)
    {
    }

    public OrleansTransactionInDoubtException(string transactionId, Exception? exc) : this(transactionId, "no outcome", exc)
    {
    }

    [Id(0)] public string TransactionId { get; private set; } = transactionId;
}
