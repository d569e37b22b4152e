using Orleans.Storage;
using Orleans.Transactions;

namespace Orleans.Behaviour.Tests.Transactions;

[Collection(nameof(TransactionCollection))]
public sealed class StorageFailureTests(TransactionCluster cluster)
{
    [Fact]
    public async Task A_store_that_failed_leaves_the_transaction_in_doubt_and_undone()
    {
        var account = cluster.Account("fail-before");
        await account.AddAlone(1);
        cluster.Storage.FailBefore(s => s.Grain == "fail-before", new IOException("no disk"));
        await Assert.ThrowsAsync<OrleansTransactionInDoubtException>(() => account.AddAlone(10));
        Assert.Equal(1, await account.Balance());
    }

    [Fact]
    public async Task A_store_that_succeeded_without_saying_so_leaves_the_transaction_in_doubt_and_done()
    {
        var account = cluster.Account("fail-after");
        await account.AddAlone(1);
        cluster.Storage.FailAfter(s => s.Grain == "fail-after", new IOException("no answer"));
        await Assert.ThrowsAsync<OrleansTransactionInDoubtException>(() => account.AddAlone(10));
        Assert.Equal(11, await account.Balance());
    }

    [Fact]
    public async Task A_decision_that_was_stored_without_saying_so_reaches_the_other_grain()
    {
        cluster.Storage.FailAfter(s => s is { Grain: "doubt-a", CommitUpTo: 1 }, new IOException("no answer"));
        await Assert.ThrowsAsync<OrleansTransactionInDoubtException>(
            () => cluster.Account("doubt-a").Transfer("doubt-b", 5, TransferEnd.Commit));
        Assert.Equal((-5, 5), await Balances("doubt-a", "doubt-b"));
    }

    [Fact]
    public async Task A_decision_that_was_not_stored_is_undone_in_the_other_grain()
    {
        cluster.Storage.FailBefore(s => s is { Grain: "undecided-a", CommitUpTo: 1 }, new IOException("no disk"));
        await Assert.ThrowsAsync<OrleansTransactionInDoubtException>(
            () => cluster.Account("undecided-a").Transfer("undecided-b", 5, TransferEnd.Commit));
        Assert.Equal((0, 0), await Balances("undecided-a", "undecided-b"));
    }

    [Fact]
    public async Task A_participant_that_cannot_prepare_aborts_by_the_time_limit()
    {
        cluster.Storage.FailBefore(s => s.Grain == "unprepared-b", new IOException("no disk"));
        await Assert.ThrowsAsync<OrleansTransactionPrepareTimeoutException>(
            () => cluster.Account("unprepared-a").Transfer("unprepared-b", 5, TransferEnd.Commit));
        Assert.Equal((0, 0), await Balances("unprepared-a", "unprepared-b"));
    }

    [Fact]
    public async Task Who_builds_on_an_aborted_transaction_is_aborted_with_it()
    {
        var (voting, go) = cluster.Storage.Hold(s => s.Grain == "cascade-b");
        cluster.Storage.FailBefore(s => s.Grain == "cascade-b", new IOException("no disk"));
        var first = cluster.Transactions.RunTransaction(TransactionOption.Create, async () =>
        {
            await cluster.Account("cascade-a").AddJoined(-5);
            await cluster.Account("cascade-b").AddJoined(5);
        });
        await voting;

        // The first has left the lock: the second works on its result and queues behind it.
        var second = cluster.Account("cascade-a").Add(1);
        go();
        await Assert.ThrowsAsync<OrleansCascadingAbortException>(() => second);
        await Assert.ThrowsAsync<OrleansTransactionPrepareTimeoutException>(() => first);
        Assert.Equal((0, 0), await Balances("cascade-a", "cascade-b"));
    }

    [Fact]
    public async Task A_participant_does_not_vote_before_what_it_builds_on_is_stored()
    {
        var (voting, go) = cluster.Storage.Hold(s => s.Grain == "vote-b");
        cluster.Storage.FailBefore(s => s is { Grain: "vote-a", CommitUpTo: 1 }, new IOException("no disk"));
        var first = cluster.Transactions.RunTransaction(TransactionOption.Create, async () =>
        {
            await cluster.Account("vote-a").AddJoined(-5);
            await cluster.Account("vote-b").AddJoined(5);
        });
        await voting;
        var prepared = cluster.Storage.NextStore(s => s.Grain == "vote-a" && s.Prepared.Contains(2));
        var second = cluster.Transactions.RunTransaction(TransactionOption.Create, async () =>
        {
            await cluster.Account("vote-c").AddJoined(-7);
            await cluster.Account("vote-a").AddJoined(7);
        });
        await prepared;
        go();
        await Assert.ThrowsAsync<OrleansTransactionInDoubtException>(() => first);
        await Assert.ThrowsAsync<OrleansTransactionPrepareTimeoutException>(() => second);
        Assert.Equal((0, 0), await Balances("vote-a", "vote-b"));
        Assert.Equal(0, await cluster.Account("vote-c").SettledBalance());
    }

    [Fact]
    public async Task A_state_that_another_changed_is_read_again()
    {
        var account = cluster.Account("conflict");
        await account.AddAlone(1);
        cluster.Storage.FailBefore(s => s.Grain == "conflict", new InconsistentStateException("changed by another"));
        var doubt = await Assert.ThrowsAsync<OrleansTransactionInDoubtException>(() => account.AddAlone(10));
        Assert.IsType<InconsistentStateException>(doubt.InnerException);
        Assert.Equal(1, await account.Balance());
    }

    [Fact]
    public async Task A_state_that_cannot_be_read_fails_the_call_and_not_the_next()
    {
        var failing = true;
        cluster.Storage.BeforeLoad = grain => grain == "unread" && failing ? throw new IOException("no disk") : Task.CompletedTask;
        await Assert.ThrowsAnyAsync<Exception>(() => cluster.Account("unread").AddAlone(1));
        failing = false;
        await cluster.Account("unread").AddAlone(1);
        Assert.Equal(1, await cluster.Account("unread").Balance());
    }

    private async Task<(int A, int B)> Balances(string a, string b) =>
        (await cluster.Account(a).SettledBalance(), await cluster.Account(b).SettledBalance());
}
