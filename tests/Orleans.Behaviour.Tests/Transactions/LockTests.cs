using Orleans.Transactions;

namespace Orleans.Behaviour.Tests.Transactions;

[Collection(nameof(TransactionCollection))]
public sealed class LockTests(TransactionCluster cluster)
{
    [Fact]
    public async Task A_second_writer_waits_for_the_first()
    {
        var account = cluster.Account("lock-wait");
        var (entered, leave) = (NewSignal(), NewSignal());
        var first = Run(async () =>
        {
            await account.AddJoined(1);
            entered.SetResult();
            await leave.Task;
        });
        await entered.Task;
        var second = account.Add(10);
        Assert.False(second.IsCompleted);
        leave.SetResult();
        await first;
        Assert.Equal(11, await second);
    }

    [Fact]
    public async Task Readers_share_the_lock()
    {
        var account = cluster.Account("lock-shared");
        var (entered, shared) = (NewSignal(), NewSignal());
        var first = Run(async () =>
        {
            await account.Balance();
            entered.SetResult();
            await shared.Task;
        });
        await entered.Task;
        await Run(async () =>
        {
            await account.Balance();
            shared.SetResult();
        });
        await first;
    }

    [Fact]
    public async Task Concurrent_increments_all_count()
    {
        var account = cluster.Account("lock-count");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => account.Add(1)));
        Assert.Equal(50, await account.Balance());
    }

    [Fact]
    public async Task Who_holds_a_lock_too_long_loses_it_to_the_next()
    {
        var account = cluster.Account("lock-expired");
        var (entered, leave) = (NewSignal(), NewSignal());
        var first = Run(async () =>
        {
            await account.AddJoined(1);
            entered.SetResult();
            await leave.Task;
        });
        await entered.Task;
        await Eventually(() => account.Add(10));
        leave.SetResult();
        await Assert.ThrowsAsync<OrleansBrokenTransactionLockException>(() => first);
        Assert.Equal(10, await account.Balance());
    }

    [Fact]
    public async Task Who_comes_back_to_a_lost_lock_learns_of_it()
    {
        var account = cluster.Account("lock-back");
        var (entered, leave) = (NewSignal(), NewSignal());
        var first = Run(async () =>
        {
            await account.AddJoined(1);
            entered.SetResult();
            await leave.Task;
            await account.AddJoined(1);
        });
        await entered.Task;
        await Eventually(() => account.Add(10));
        leave.SetResult();
        await Assert.ThrowsAsync<OrleansBrokenTransactionLockException>(() => first);
    }

    [Fact]
    public async Task Who_waits_for_a_lock_too_long_is_aborted()
    {
        var account = cluster.Account("lock-late");
        var (entered, leave) = (NewSignal(), NewSignal());
        var first = Run(async () =>
        {
            await account.AddJoined(1);
            entered.SetResult();
            await leave.Task;
        });
        await entered.Task;

        // The lock is taken from the first after 2 s; who has then waited for more than 1 s does not get it.
        await Assert.ThrowsAsync<OrleansCascadingAbortException>(() => account.Add(10));
        leave.SetResult();
        await Assert.ThrowsAsync<OrleansBrokenTransactionLockException>(() => first);
        Assert.Equal(0, await account.Balance());
    }

    [Fact]
    public async Task Of_two_readers_that_want_to_write_the_older_wins()
    {
        var account = cluster.Account("lock-upgrade");
        var (entered, leave) = (NewSignal(), NewSignal());
        var older = Run(async () =>
        {
            await account.Balance();
            entered.SetResult();
            await leave.Task;
            await account.AddJoined(1);
        });
        await entered.Task;
        await Assert.ThrowsAsync<OrleansTransactionLockUpgradeException>(() => Run(async () =>
        {
            await account.Balance();
            await account.AddJoined(10);
        }));
        leave.SetResult();
        await older;
        Assert.Equal(1, await account.Balance());
    }

    [Fact]
    public async Task An_older_writer_breaks_a_younger_readers_lock()
    {
        var account = cluster.Account("lock-older");
        var (entered, upgrade, upgraded) = (NewSignal(), NewSignal(), NewSignal());
        var older = Run(async () =>
        {
            await account.Balance();
            entered.SetResult();
            await upgrade.Task;
            await account.AddJoined(1);
            upgraded.SetResult();
        });
        await entered.Task;
        var younger = Run(async () =>
        {
            await account.Balance();
            upgrade.SetResult();
            await upgraded.Task;
        });
        await older;
        await Assert.ThrowsAsync<OrleansBrokenTransactionLockException>(() => younger);
    }

    private Task Run(Func<Task> body) => cluster.Transactions.RunTransaction(TransactionOption.Create, body);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Repeats what fails because it waited too long for a lock.</summary>
    private static async Task Eventually(Func<Task> action)
    {
        while (true)
        {
            try
            {
                await action();
                return;
            }
            catch (OrleansCascadingAbortException)
            {
            }
        }
    }
}
