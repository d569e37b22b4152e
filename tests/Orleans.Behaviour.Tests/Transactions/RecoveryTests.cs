namespace Orleans.Behaviour.Tests.Transactions;

/// <summary>A silo dies between prepare and confirm; another takes up from what is stored.</summary>
public sealed class RecoveryTests
{
    [Fact]
    public async Task A_decided_transaction_is_completed_after_a_crash()
    {
        var first = await StartAsync(new MemoryStorage());
        var (confirming, _) = first.Storage.Hold(s => s is { Grain: "b", CommitUpTo: 1 });
        await first.Account("a").Transfer("b", 5, TransferEnd.Commit);
        await confirming;
        var second = await RestartAsync(first);
        Assert.Equal(5, await second.Account("b").SettledBalance());
        Assert.Equal(-5, await second.Account("a").SettledBalance());
        await second.DisposeAsync();
    }

    [Fact]
    public async Task A_decided_transaction_is_completed_when_only_the_manager_comes_back_first()
    {
        var first = await StartAsync(new MemoryStorage());
        var (confirming, _) = first.Storage.Hold(s => s is { Grain: "b", CommitUpTo: 1 });
        await first.Account("a").Transfer("b", 5, TransferEnd.Commit);
        await confirming;
        var second = await RestartAsync(first, out var storage);
        var collected = storage.NextStore(s => s is { Grain: "a", CommitRecords: 0 } && storage.StoresOf("b").Any(b => b.CommitUpTo == 1));
        Assert.Equal(-5, await second.Account("a").SettledBalance());
        await collected;
        Assert.Equal(5, await second.Account("b").SettledBalance());
        await second.DisposeAsync();
    }

    [Fact]
    public async Task An_undecided_transaction_is_undone_after_a_crash()
    {
        var first = await StartAsync(new MemoryStorage());
        var (deciding, _) = first.Storage.Hold(s => s is { Grain: "a", CommitUpTo: 1 });
        first.Account("a").Transfer("b", 5, TransferEnd.Commit).Ignore();
        await deciding;
        var second = await RestartAsync(first);
        Assert.Equal(0, await second.Account("b").SettledBalance());
        Assert.Equal(0, await second.Account("a").SettledBalance());
        await second.DisposeAsync();
    }

    private static async Task<TransactionCluster> StartAsync(MemoryStorage storage)
    {
        var cluster = new TransactionCluster { Storage = storage };
        await cluster.InitializeAsync();
        return cluster;
    }

    private static Task<TransactionCluster> RestartAsync(TransactionCluster cluster) => RestartAsync(cluster, out _);

    private static Task<TransactionCluster> RestartAsync(TransactionCluster cluster, out MemoryStorage storage)
    {
        var survived = storage = cluster.Storage.Survivor();
        return KillAndStartAsync();

        async Task<TransactionCluster> KillAndStartAsync()
        {
            await cluster.KillAsync();
            return await StartAsync(survived);
        }
    }
}
