namespace Orleans.Transactions.Postgres.Tests;

[Alias("test.IAccountGrain")]
public interface IAccountGrain : IGrainWithStringKey
{
    [Alias("Add"), Transaction(TransactionOption.CreateOrJoin)]
    Task AddAsync(int amount);

    [Alias("Balance"), Transaction(TransactionOption.CreateOrJoin)]
    Task<int> BalanceAsync();

    /// <summary>Ends the activation: the next call loads the state anew.</summary>
    [Alias("Leave")]
    Task LeaveAsync();
}
