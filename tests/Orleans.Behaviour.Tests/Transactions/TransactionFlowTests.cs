using Orleans.Transactions;

namespace Orleans.Behaviour.Tests.Transactions;

[Collection(nameof(TransactionCollection))]
public sealed class TransactionFlowTests(TransactionCluster cluster)
{
    [Fact]
    public async Task A_created_transaction_differs_from_the_callers()
    {
        var (outer, inner) = await InTransaction(a => a.IdWhenCreated());
        Assert.NotNull(inner);
        Assert.NotEqual(outer, inner);
    }

    [Fact]
    public async Task Join_and_Supported_get_the_callers_transaction()
    {
        var (outer, joined) = await InTransaction(a => a.IdWhenJoined());
        Assert.Equal(outer, joined);
        (outer, var supported) = await InTransaction(a => a.IdWhenSupported());
        Assert.Equal(outer, supported);
    }

    [Fact]
    public async Task Suppress_and_plain_methods_get_none()
    {
        var (_, suppressed) = await InTransaction(a => a.IdWhenSuppressed());
        Assert.Null(suppressed);
        var (_, plain) = await InTransaction(a => a.IdWhenPlain());
        Assert.Null(plain);
    }

    [Fact]
    public async Task Outside_of_a_transaction_only_methods_that_require_one_get_one()
    {
        var account = cluster.Account("flow-outside");
        Assert.NotNull(await account.IdWhenJoined());
        Assert.NotNull(await account.IdWhenCreated());
        Assert.Null(await account.IdWhenSupported());
        Assert.Null(await account.IdWhenNotAllowed());
        Assert.Null(await account.IdWhenPlain());
    }

    [Fact]
    public Task Join_outside_of_a_transaction_is_refused() =>
        Assert.ThrowsAsync<NotSupportedException>(() => cluster.Account("flow-join").AddJoined(1));

    [Fact]
    public async Task NotAllowed_within_a_transaction_is_refused_and_aborts_it()
    {
        var aborted = await Assert.ThrowsAsync<OrleansTransactionAbortedException>(() => InTransaction(a => a.IdWhenNotAllowed()));
        Assert.IsType<NotSupportedException>(aborted.InnerException);
    }

    [Fact]
    public async Task State_is_out_of_reach_without_a_transaction() =>
        await Assert.ThrowsAsync<OrleansTransactionException>(() => cluster.Account("flow-none").AddWithoutTransaction(1));

    [Fact]
    public async Task A_delegate_is_refused_where_its_option_does_not_fit()
    {
        await Assert.ThrowsAsync<NotSupportedException>(
            () => cluster.Transactions.RunTransaction(TransactionOption.Join, () => Task.CompletedTask));
        var aborted = await Assert.ThrowsAsync<OrleansTransactionAbortedException>(
            () => cluster.Transactions.RunTransaction(
                TransactionOption.Create,
                () => cluster.Transactions.RunTransaction(TransactionOption.NotAllowed, () => Task.CompletedTask)));
        Assert.IsType<NotSupportedException>(aborted.InnerException);
    }

    [Fact]
    public async Task A_joined_delegate_shares_the_fate_of_the_outer_one()
    {
        var account = cluster.Account("flow-shared");
        await cluster.Transactions.RunTransaction(TransactionOption.Create, async () =>
        {
            await cluster.Transactions.RunTransaction(TransactionOption.Join, () => account.AddJoined(1));
            return false;
        });
        Assert.Equal(0, await account.Balance());
    }

    private async Task<(string Outer, string? Inner)> InTransaction(Func<IAccountGrain, Task<string?>> call)
    {
        (string Outer, string? Inner) ids = default;
        await cluster.Transactions.RunTransaction(TransactionOption.Create, async () =>
        {
            ids = (TransactionContext.CurrentTransactionId, await call(cluster.Account("flow")));
        });
        return ids;
    }
}
