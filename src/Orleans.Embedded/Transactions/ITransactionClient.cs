namespace Orleans;

/// <summary>Runs delegates as transactions, on a client or inside a grain.</summary>
public interface ITransactionClient
{
    /// <summary>Runs the delegate; what it did commits unless it throws.</summary>
    Task RunTransaction(TransactionOption transactionOption, Func<Task> transactionDelegate);

    /// <summary>Runs the delegate; what it did commits when it returns true, and is undone when it returns false or throws.</summary>
    Task RunTransaction(TransactionOption transactionOption, Func<Task<bool>> transactionDelegate);
}
