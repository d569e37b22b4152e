using Orleans.Transactions.Abstractions;

namespace Orleans.Transactions.Postgres.Tests;

[GrainType("account")]
public sealed class AccountGrain([TransactionalState("account")] ITransactionalState<Account> state) : Grain, IAccountGrain
{
    public Task AddAsync(int amount) => state.PerformUpdate(account => account.Balance += amount);

    public Task<int> BalanceAsync() => state.PerformRead(account => account.Balance);

    public Task LeaveAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
