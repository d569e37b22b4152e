namespace Orleans.Behaviour.Tests.Transactions;

/// <summary>What storage is asked to do, and in which order: providers depend on it.</summary>
[Collection(nameof(TransactionCollection))]
public sealed class StorageProtocolTests(TransactionCluster cluster)
{
    [Fact]
    public async Task A_single_writer_prepares_and_commits_in_one_store()
    {
        await cluster.Account("store-one").AddAlone(1);
        await cluster.Account("store-one").AddAlone(1);
        Assert.Equivalent(
            new[] { new StoreCall("store-one", [1], 1, null, 0), new StoreCall("store-one", [2], 2, null, 0) },
            cluster.Storage.StoresOf("store-one"),
            strict: true);
    }

    [Fact]
    public async Task Reading_is_a_store_of_the_time_alone()
    {
        await cluster.Account("store-read").Balance();
        Assert.Equivalent(
            new[] { new StoreCall("store-read", [], null, null, 0) }, cluster.Storage.StoresOf("store-read"), strict: true);
    }

    [Fact]
    public async Task Of_two_writers_the_first_decides_and_forgets_when_the_second_has_confirmed()
    {
        var collected = cluster.Storage.NextStore(s => s is { Grain: "store-a", CommitRecords: 0 });
        await cluster.Account("store-a").Transfer("store-b", 5, TransferEnd.Commit);
        await collected;
        Assert.Equivalent(
            new[]
            {
                new StoreCall("store-b", [1], null, null, 0),
                new StoreCall("store-a", [1], 1, null, 1),
                new StoreCall("store-b", [], 1, null, 0),
                new StoreCall("store-a", [], null, null, 0),
            },
            cluster.Storage.StoresOf("store-a", "store-b"),
            strict: true);
    }

    [Fact]
    public async Task What_gathers_during_a_store_is_stored_at_once()
    {
        var account = cluster.Account("store-batch");
        var (storing, go) = cluster.Storage.Hold(s => s.Grain == "store-batch");
        var first = Add();
        await storing;
        var returned = 0;
        var more = Enumerable.Range(0, 5).Select(_ => Add(() => Interlocked.Increment(ref returned))).ToList();
        while (Volatile.Read(ref returned) < 5)
        {
            await account.IdWhenPlain();
        }

        await account.IdWhenPlain();
        go();
        await Task.WhenAll([first, .. more]);
        var stores = cluster.Storage.StoresOf("store-batch");
        Assert.True(stores.Count < 6, $"{stores.Count} stores for 6 transactions");
        Assert.Equal(6, stores[^1].CommitUpTo);

        Task Add(Action? done = null) => cluster.Transactions.RunTransaction(TransactionOption.Create, async () =>
        {
            await account.AddJoined(1);
            done?.Invoke();
        });
    }
}
