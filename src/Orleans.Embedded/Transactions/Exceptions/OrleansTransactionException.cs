using Orleans.Runtime;

namespace Orleans.Transactions;

/// <summary>A transaction failed.</summary>
[Serializable, GenerateSerializer]
public class OrleansTransactionException : OrleansException
{
    public OrleansTransactionException() : base("Orleans transaction error.")
    {
    }

    public OrleansTransactionException(string message) : base(message)
    {
    }

    public OrleansTransactionException(string message, Exception? innerException) : base(message, innerException!)
    {
    }
}
