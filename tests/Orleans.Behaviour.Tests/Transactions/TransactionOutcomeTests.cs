using Orleans.Transactions;

namespace Orleans.Behaviour.Tests.Transactions;

[Collection(nameof(TransactionCollection))]
public sealed class TransactionOutcomeTests(TransactionCluster cluster)
{
    [Fact]
    public async Task A_transaction_over_two_grains_commits_in_both()
    {
        await cluster.Transactions.RunTransaction(TransactionOption.Create, async () =>
        {
            await cluster.Account("two-a").AddJoined(-5);
            await cluster.Account("two-b").AddJoined(5);
        });
        Assert.Equal((-5, 5), await Balances("two-a", "two-b"));
    }

    [Fact]
    public async Task A_delegate_inside_a_grain_works_on_its_own_state_and_on_others()
    {
        Assert.Equal(-5, await cluster.Account("own-a").Transfer("own-b", 5, TransferEnd.Commit));
        Assert.Equal((-5, 5), await Balances("own-a", "own-b"));
    }

    [Fact]
    public async Task A_delegate_that_returns_false_is_undone_without_a_store_or_an_exception()
    {
        Assert.Equal(-5, await cluster.Account("undo-a").Transfer("undo-b", 5, TransferEnd.Undo));
        Assert.Empty(cluster.Storage.StoresOf("undo-a", "undo-b"));
        Assert.Equal((0, 0), await Balances("undo-a", "undo-b"));
    }

    [Fact]
    public async Task A_delegate_that_throws_is_undone_without_a_store()
    {
        var aborted = await Assert.ThrowsAsync<OrleansTransactionAbortedException>(
            () => cluster.Account("throw-a").Transfer("throw-b", 5, TransferEnd.Throw));
        Assert.Equal("no transfer", Assert.IsType<InvalidOperationException>(aborted.InnerException).Message);
        Assert.Empty(cluster.Storage.StoresOf("throw-a", "throw-b"));
        Assert.Equal((0, 0), await Balances("throw-a", "throw-b"));
    }

    [Fact]
    public async Task A_method_that_throws_aborts_its_transaction()
    {
        var aborted = await Assert.ThrowsAsync<OrleansTransactionAbortedException>(() => cluster.Account("method").AddAndThrow(5, "broken"));
        Assert.Equal("broken", Assert.IsType<InvalidOperationException>(aborted.InnerException).Message);
        Assert.Equal(0, await cluster.Account("method").Balance());
    }

    [Fact]
    public async Task A_caught_failure_of_a_joined_call_still_aborts()
    {
        var aborted = await Assert.ThrowsAsync<OrleansTransactionAbortedException>(() => cluster.Transactions.RunTransaction(
            TransactionOption.Create,
            async () =>
            {
                await cluster.Account("caught-a").AddJoined(1);
                await Assert.ThrowsAnyAsync<Exception>(() => cluster.Account("caught-b").AddAndThrow(1, "broken"));
            }));
        Assert.Equal("broken", aborted.InnerException!.Message);
        Assert.Equal((0, 0), await Balances("caught-a", "caught-b"));
    }

    [Fact]
    public async Task A_call_that_is_not_awaited_aborts()
    {
        await Assert.ThrowsAsync<OrleansOrphanCallException>(() => cluster.Account("orphan-a").AddAndForget("orphan-b", 1));
        Assert.Equal(0, await cluster.Account("orphan-a").Balance());
    }

    [Fact]
    public async Task A_read_only_method_must_not_write()
    {
        await Assert.ThrowsAsync<OrleansReadOnlyViolatedException>(() => cluster.Account("read-only").AddReadOnly(1));
        Assert.Equal(0, await cluster.Account("read-only").Balance());
    }

    [Fact]
    public async Task A_transaction_reads_what_it_wrote()
    {
        var (inside, account) = (0, cluster.Account("own-write"));
        await cluster.Transactions.RunTransaction(TransactionOption.Create, async () =>
        {
            await account.AddJoined(3);
            await account.AddJoined(4);
            inside = await account.Balance();
        });
        Assert.Equal(7, inside);
    }

    [Fact]
    public async Task What_is_undone_leaves_nothing_behind_in_nested_objects()
    {
        var account = cluster.Account("nested");
        await account.AddAlone(1);
        await cluster.Account("nested").Transfer("nested-other", 5, TransferEnd.Undo);
        Assert.Equal(["1"], await account.Entries());
    }

    [Fact]
    public async Task An_activation_finds_what_the_last_one_committed()
    {
        var account = cluster.Account("again");
        await account.AddAlone(1);
        await account.Deactivate();
        await account.AddAlone(2);
        Assert.Equal(3, await account.Balance());
    }

    private async Task<(int A, int B)> Balances(string a, string b) =>
        (await cluster.Account(a).Balance(), await cluster.Account(b).Balance());
}
