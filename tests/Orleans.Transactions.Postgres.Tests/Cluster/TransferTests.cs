using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Transactions.Postgres.Tests;

[Collection("cluster")]
public sealed class TransferTests(ClusterFixture cluster)
{
    private ITransactionClient Transactions => cluster.Client.ServiceProvider.GetRequiredService<ITransactionClient>();

    [Fact]
    public async Task Money_moves_between_grains_and_none_is_made()
    {
        var accounts = Accounts("move", 8);
        var moved = 0;
        await Parallel.ForAsync(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (n, _) =>
        {
            // The account with the lower number first: crossing locks would only be broken by their time-out.
            var (low, high) = (n % 7, n % 7 + 1 + n / 7 % (7 - n % 7));
            try
            {
                await TransferAsync(accounts[low], accounts[high], n);
                Interlocked.Increment(ref moved);
            }
            catch (OrleansTransactionException)
            {
                // Contended ones may abort: then neither side has changed, which the sum below shows.
            }
        });
        Assert.True(moved > 100, $"{moved} of 200 transfers committed");
        Assert.Equal(0, await SumAsync(accounts));
    }

    [Fact]
    public async Task A_failure_after_both_updates_changes_neither()
    {
        var accounts = Accounts("fail", 2);
        await TransferAsync(accounts[0], accounts[1], 5);
        await Assert.ThrowsAnyAsync<Exception>(() => Transactions.RunTransaction(TransactionOption.Create, async () =>
        {
            await accounts[0].AddAsync(-7);
            await accounts[1].AddAsync(7);
            throw new InvalidOperationException("changed my mind");
        }));
        Assert.Equal(-5, await accounts[0].BalanceAsync());
        Assert.Equal(5, await accounts[1].BalanceAsync());
    }

    [Fact]
    public async Task What_was_committed_survives_every_activation()
    {
        var accounts = Accounts("stay", 2);
        await TransferAsync(accounts[0], accounts[1], 5);
        await Task.WhenAll(accounts.Select(a => a.LeaveAsync()));
        Assert.Equal(-5, await accounts[0].BalanceAsync());
        Assert.Equal(5, await accounts[1].BalanceAsync());
    }

    [Fact]
    public async Task A_failing_database_is_told_to_the_caller_across_silos()
    {
        var account = cluster.Client.GetGrain<IAccountGrain>("told");
        await account.AddAsync(1);
        await account.LeaveAsync();
        await ExecuteAsync("ALTER TABLE orleans.transactional_state ADD CONSTRAINT told CHECK (grain_id <> 'account/told') NOT VALID");
        try
        {
            var failure = await Assert.ThrowsAnyAsync<Exception>(account.BalanceAsync);
            Assert.Contains("violates check constraint", failure.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            await ExecuteAsync("ALTER TABLE orleans.transactional_state DROP CONSTRAINT told");
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = cluster.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private List<IAccountGrain> Accounts(string name, int count) =>
        [.. Enumerable.Range(0, count).Select(n => cluster.Client.GetGrain<IAccountGrain>($"{name}{n}"))];

    private Task TransferAsync(IAccountGrain from, IAccountGrain to, int amount) =>
        Transactions.RunTransaction(TransactionOption.Create, async () =>
        {
            await from.AddAsync(-amount);
            await to.AddAsync(amount);
        });

    private static async Task<int> SumAsync(List<IAccountGrain> accounts)
    {
        var sum = 0;
        foreach (var account in accounts)
        {
            sum += await account.BalanceAsync();
        }

        return sum;
    }
}
