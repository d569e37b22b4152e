using Orleans.Transactions;
using Orleans.Transactions.Abstractions;

namespace Orleans.Behaviour.Tests.Transactions;

[GrainType("behaviour-account")]
public sealed class AccountGrain(
    [TransactionalState("account")] ITransactionalState<Account> account, ITransactionClient transactions) : Grain, IAccountGrain
{
    public Task<int> Add(int amount) => account.PerformUpdate(a =>
    {
        a.Entries.Add($"{amount}");
        return a.Balance += amount;
    });

    public Task AddJoined(int amount) => Add(amount);

    public Task Note(string entry) => account.PerformUpdate(a => a.Entries.Add(entry));

    public Task AddAlone(int amount) => Add(amount);

    public async Task AddAndThrow(int amount, string message)
    {
        await Add(amount);
        throw new InvalidOperationException(message);
    }

    public Task<int> Balance() => account.PerformRead(a => a.Balance);

    public Task<List<string>> Entries() => account.PerformRead(a => a.Entries);

    public Task AddReadOnly(int amount) => Add(amount);

    public Task<string?> IdWhenJoined() => CurrentId();

    public Task<string?> IdWhenSupported() => CurrentId();

    public Task<string?> IdWhenSuppressed() => CurrentId();

    public Task<string?> IdWhenCreated() => CurrentId();

    public Task<string?> IdWhenNotAllowed() => CurrentId();

    public Task<string?> IdWhenPlain() => CurrentId();

    public Task AddWithoutTransaction(int amount) => Add(amount);

    public async Task<int> Transfer(string to, int amount, TransferEnd end)
    {
        var left = 0;
        await transactions.RunTransaction(TransactionOption.Create, async () =>
        {
            left = await Add(-amount);
            await GrainFactory.GetGrain<IAccountGrain>(to).AddJoined(amount);
            return end == TransferEnd.Throw ? throw new InvalidOperationException("no transfer") : end == TransferEnd.Commit;
        });
        return left;
    }

    public async Task AddAndForget(string other, int amount)
    {
        await Add(amount);
        GrainFactory.GetGrain<IAccountGrain>(other).AddJoined(amount).Ignore();
    }

    public Task Deactivate()
    {
        this.DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private static Task<string?> CurrentId()
    {
        try
        {
            return Task.FromResult<string?>(TransactionContext.CurrentTransactionId);
        }
        catch (OrleansTransactionException)
        {
            return Task.FromResult<string?>(null);
        }
    }
}
