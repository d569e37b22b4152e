using Orleans.Storage;
using Orleans.Transactions.Abstractions;

namespace Orleans.Transactions.Postgres.Tests;

/// <summary>What Orleans' transactions ask of a storage; any implementation can run it.</summary>
public abstract class StorageContract
{
    /// <summary>A storage of the grain; each call stands for another activation.</summary>
    protected abstract ITransactionalStateStorage<Account> Open(string grain);

    protected abstract ParticipantId Participant(string grain);

    /// <summary>Makes stores of the grain fail, cleanly, until it is disposed.</summary>
    protected abstract Task<IAsyncDisposable> FailStoresAsync(string grain);

    /// <summary>A storage of the grain that can lose the answer to a store that took place.</summary>
    protected abstract ILossyStorage OpenLossy(string grain);

    private static string Grain => "g" + Guid.NewGuid().ToString("N");

    [Fact]
    public async Task A_grain_that_never_stored_is_empty()
    {
        var loaded = await Open(Grain).Load();
        Assert.True(string.IsNullOrEmpty(loaded.ETag));
        Assert.Equal(0, loaded.CommittedSequenceId);
        Assert.Equal(0, loaded.CommittedState.Balance);
        Assert.Empty(loaded.PendingStates);
        Assert.Empty(loaded.Metadata.CommitRecords);
    }

    [Fact]
    public async Task A_load_returns_the_etag_of_the_last_store()
    {
        var storage = Open(Grain);
        await storage.Load();
        var first = await storage.Store(null, new(), [], null, null);
        Assert.Equal(first, (await storage.Load()).ETag);
        var second = await storage.Store(first, new(), [], null, null);
        Assert.NotEqual(first, second);
        Assert.Equal(second, (await storage.Load()).ETag);
    }

    [Fact]
    public async Task Metadata_survives_to_the_tick()
    {
        var (grain, record) = (Grain, Guid.NewGuid());
        var at = new DateTime(639_000_000_000_000_007, DateTimeKind.Utc);
        var metadata = new TransactionalStateMetaData { TimeStamp = at };
        metadata.CommitRecords[record] = new() { Timestamp = at.AddTicks(3), WriteParticipants = [Participant("a"), Participant("b/c d")] };
        var storage = Open(grain);
        await storage.Load();
        await storage.Store(null, metadata, [], null, null);

        var loaded = (await Open(grain).Load()).Metadata;
        Assert.Equal(at, loaded.TimeStamp);
        Assert.Equal(at.AddTicks(3), loaded.CommitRecords[record].Timestamp);
        Assert.Equal(metadata.CommitRecords[record].WriteParticipants, loaded.CommitRecords[record].WriteParticipants);
    }

    [Fact]
    public async Task A_prepared_state_survives_whole_and_is_confirmed_later()
    {
        var grain = Grain;
        var storage = Open(grain);
        await storage.Load();
        var prepared = Pending(1, 10, Participant("manager"));
        prepared.State.Note = "\u00e9 \u2028 \"quoted\" \\u0000 \ud83d\ude00";
        prepared.State.Seen = [new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(-7))];
        await storage.Store(null, new(), [prepared], null, null);

        var next = Open(grain);
        var loaded = await next.Load();
        Assert.Equal(0, loaded.CommittedSequenceId);
        var pending = Assert.Single(loaded.PendingStates);
        Assert.Equal(prepared.TransactionId, pending.TransactionId);
        Assert.Equal(prepared.TimeStamp, pending.TimeStamp);
        Assert.Equal(prepared.TransactionManager, pending.TransactionManager);
        Assert.Equal(prepared.State.Note, pending.State.Note);
        Assert.Equal(prepared.State.Seen, pending.State.Seen);

        await next.Store(loaded.ETag, loaded.Metadata, [], 1, null);
        loaded = await next.Load();
        Assert.Equal(1, loaded.CommittedSequenceId);
        Assert.Equal(10, loaded.CommittedState.Balance);
        Assert.Empty(loaded.PendingStates);
    }

    [Fact]
    public async Task A_state_prepared_and_committed_by_one_store_is_committed()
    {
        var storage = Open(Grain);
        await storage.Load();
        var etag = await storage.Store(null, new(), [Pending(1, 10)], 1, null);
        await storage.Store(etag, new(), [Pending(2, 20), Pending(3, 30)], 2, null);
        var loaded = await storage.Load();
        Assert.Equal((2, 20), (loaded.CommittedSequenceId, loaded.CommittedState.Balance));
        Assert.Equal(30, Assert.Single(loaded.PendingStates).State.Balance);
    }

    [Fact]
    public async Task Preparing_a_sequence_again_replaces_it()
    {
        var storage = Open(Grain);
        await storage.Load();
        var etag = await storage.Store(null, new(), [Pending(1, 10)], null, null);
        var replacement = Pending(1, 11);
        await storage.Store(etag, new(), [replacement], null, null);
        var pending = Assert.Single((await storage.Load()).PendingStates);
        Assert.Equal((11, replacement.TransactionId), (pending.State.Balance, pending.TransactionId));
    }

    [Fact]
    public async Task Aborting_drops_what_was_prepared_after_and_keeps_what_comes_with_it()
    {
        var storage = Open(Grain);
        await storage.Load();
        var etag = await storage.Store(null, new(), [Pending(1, 1), Pending(2, 2), Pending(3, 3)], null, null);
        etag = await storage.Store(etag, new(), [Pending(2, 22), Pending(4, 44)], null, 1);
        Assert.Equal([1, 22, 44], (await storage.Load()).PendingStates.Select(p => p.State.Balance));
        await storage.Store(etag, new(), [], null, 0);
        Assert.Empty((await storage.Load()).PendingStates);
    }

    [Fact]
    public async Task One_store_can_abort_prepare_and_commit()
    {
        var storage = Open(Grain);
        await storage.Load();
        var etag = await storage.Store(null, new(), [Pending(1, 1), Pending(2, 2), Pending(3, 3)], null, null);
        await storage.Store(etag, new(), [Pending(3, 33), Pending(4, 44)], 2, 2);
        var loaded = await storage.Load();
        Assert.Equal((2, 2), (loaded.CommittedSequenceId, loaded.CommittedState.Balance));
        Assert.Equal([33, 44], loaded.PendingStates.Select(p => p.State.Balance));
    }

    [Fact]
    public async Task Many_pending_states_collapse_into_the_last_that_is_committed()
    {
        var storage = Open(Grain);
        await storage.Load();
        var etag = await storage.Store(null, new(), [.. Enumerable.Range(1, 300).Select(n => Pending(n, n))], null, null);
        Assert.Equal(Enumerable.Range(1, 300), (await storage.Load()).PendingStates.Select(p => (int)p.SequenceId));
        await storage.Store(etag, new(), [], 299, null);
        var loaded = await storage.Load();
        Assert.Equal((299, 299), (loaded.CommittedSequenceId, loaded.CommittedState.Balance));
        Assert.Equal(300, Assert.Single(loaded.PendingStates).SequenceId);
    }

    [Fact]
    public async Task A_sequence_committed_before_is_not_prepared_again()
    {
        var storage = Open(Grain);
        await storage.Load();
        var etag = await storage.Store(null, new(), [Pending(1, 1), Pending(2, 2)], 2, null);
        await storage.Store(etag, new(), [Pending(1, 99)], 1, null);
        var loaded = await storage.Load();
        Assert.Equal((2, 2), (loaded.CommittedSequenceId, loaded.CommittedState.Balance));
        Assert.Empty(loaded.PendingStates);
    }

    [Theory]
    [InlineData("77")]
    [InlineData("wrong")]
    [InlineData(null)]
    public async Task A_wrong_etag_is_refused_and_changes_nothing(string? wrong)
    {
        var storage = Open(Grain);
        await storage.Load();
        var etag = await storage.Store(null, new(), [Pending(1, 1)], 1, null);
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.Store(wrong, new(), [Pending(2, 2)], 2, null));
        var loaded = await storage.Load();
        Assert.Equal((etag, 1, 1), (loaded.ETag, loaded.CommittedSequenceId, loaded.CommittedState.Balance));
    }

    [Fact]
    public async Task After_a_failed_store_only_a_load_helps()
    {
        var storage = Open(Grain);
        await storage.Load();
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.Store("77", new(), [], null, null));
        await Assert.ThrowsAsync<InvalidOperationException>(() => storage.Store(null, new(), [], null, null));
        await storage.Load();
        await storage.Store(null, new(), [], null, null);
    }

    [Fact]
    public async Task A_load_fences_off_the_store_of_an_earlier_activation()
    {
        var grain = Grain;
        var earlier = Open(grain);
        await earlier.Load();
        var etag = await earlier.Store(null, new(), [Pending(1, 1)], 1, null);
        var later = Open(grain);
        Assert.Equal(etag, (await later.Load()).ETag);

        await Assert.ThrowsAsync<InconsistentStateException>(() => earlier.Store(etag, new(), [Pending(2, 666)], 2, null));
        await later.Store(etag, new(), [Pending(2, 2)], 2, null);
        Assert.Equal(2, (await Open(grain).Load()).CommittedState.Balance);
    }

    [Fact]
    public async Task Of_two_activations_of_a_new_grain_the_later_stores_and_the_earlier_is_refused()
    {
        var grain = Grain;
        var (earlier, later) = (Open(grain), Open(grain));
        await earlier.Load();
        await later.Load();
        await later.Store(null, new(), [Pending(1, 1)], 1, null);
        await Assert.ThrowsAsync<InconsistentStateException>(() => earlier.Store(null, new(), [Pending(1, 2)], 1, null));
        Assert.Equal(1, (await earlier.Load()).CommittedState.Balance);
    }

    /// <summary>
    /// The manager's first store is under way when its activation dies. Its successor loads nothing and so tells a prepared
    /// participant, who asks, that the transaction aborted: no store of its own is needed for that. From then on the first
    /// store must fail, or half of the transaction is committed.
    /// </summary>
    [Fact]
    public async Task What_a_later_activation_of_a_new_grain_presumed_aborted_cannot_commit_any_more()
    {
        var grain = Grain;
        var (dead, successor) = (Open(grain), Open(grain));
        await dead.Load();
        var commit = new TransactionalStateMetaData();
        commit.CommitRecords[Guid.NewGuid()] = new() { Timestamp = DateTime.UtcNow, WriteParticipants = [Participant("manager"), Participant("prepared")] };

        Assert.Empty((await successor.Load()).Metadata.CommitRecords);
        await Assert.ThrowsAsync<InconsistentStateException>(() => dead.Store(null, commit, [Pending(1, 1)], 1, null));
        Assert.Empty((await Open(grain).Load()).Metadata.CommitRecords);
    }

    [Fact]
    public async Task A_grain_that_loads_again_before_its_first_store_can_store()
    {
        var storage = Open(Grain);
        await storage.Load();
        await storage.Load();
        await storage.Store(null, new(), [Pending(1, 1), Pending(2, 2)], 1, null);
        var loaded = await storage.Load();
        Assert.Equal(1, loaded.CommittedState.Balance);
        Assert.Equal(2, Assert.Single(loaded.PendingStates).State.Balance);
    }

    [Fact]
    public async Task A_confirmation_that_fails_once_is_made_good_after_a_load()
    {
        var grain = Grain;
        var storage = Open(grain);
        await storage.Load();
        var etag = await storage.Store(null, new(), [Pending(1, 10), Pending(2, 20)], null, null);
        await using (await FailStoresAsync(grain))
        {
            await Assert.ThrowsAnyAsync<Exception>(() => storage.Store(etag, new(), [], 2, null));
        }

        var loaded = await storage.Load();
        Assert.Equal((0, 0), (loaded.CommittedSequenceId, loaded.CommittedState.Balance));
        Assert.Equal([10, 20], loaded.PendingStates.Select(p => p.State.Balance));
        await storage.Store(loaded.ETag, loaded.Metadata, [], 2, null);
        loaded = await storage.Load();
        Assert.Equal((2, 20), (loaded.CommittedSequenceId, loaded.CommittedState.Balance));
        Assert.Empty(loaded.PendingStates);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_whose_answer_is_lost_fails_and_is_not_sent_again(bool first)
    {
        var grain = Grain;
        await using var lossy = OpenLossy(grain);
        var storage = lossy.Storage;
        var etag = (await storage.Load()).ETag;
        if (!first)
        {
            etag = await storage.Store(etag, new(), [Pending(1, 1)], 1, null);
        }

        lossy.LoseNextAnswer();
        await Assert.ThrowsAnyAsync<OrleansException>(() => storage.Store(etag, new(), [Pending(2, 2)], 2, null));
        await Assert.ThrowsAsync<InvalidOperationException>(() => storage.Store(etag, new(), [Pending(2, 2)], 2, null));

        // It took place, and once: the same store with the ETag that it replaced is refused.
        var loaded = await storage.Load();
        Assert.Equal((2, 2), (loaded.CommittedSequenceId, loaded.CommittedState.Balance));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.Store(etag, new(), [Pending(3, 3)], 3, null));
        await storage.Load();
        await storage.Store(loaded.ETag, loaded.Metadata, [Pending(3, 3)], 3, null);
    }

    [Fact]
    public async Task A_refused_store_leaves_its_neighbours_committed()
    {
        var grains = Enumerable.Range(0, 40).Select(_ => Grain).ToList();
        var storages = grains.ConvertAll(Open);
        foreach (var storage in storages)
        {
            await storage.Load();
        }

        var stores = storages.Select((s, n) => s.Store(n % 4 == 0 ? "9" : null, new(), [Pending(1, n + 1)], 1, null)).ToList();
        for (var n = 0; n < grains.Count; n++)
        {
            if (n % 4 == 0)
            {
                await Assert.ThrowsAsync<InconsistentStateException>(() => stores[n]);
            }
            else
            {
                await stores[n];
            }

            Assert.Equal(n % 4 == 0 ? 0 : n + 1, (await Open(grains[n]).Load()).CommittedState.Balance);
        }
    }

    [Fact]
    public async Task A_load_waits_for_the_store_in_flight()
    {
        var storage = Open(Grain);
        await storage.Load();
        var store = storage.Store(null, new(), [Pending(1, 1)], 1, null);
        var loaded = await storage.Load();
        Assert.True(store.IsCompletedSuccessfully);
        Assert.Equal(1, loaded.CommittedState.Balance);
    }

    [Fact]
    public async Task What_the_caller_changes_after_the_call_is_not_stored()
    {
        var storage = Open(Grain);
        await storage.Load();
        var (metadata, prepared) = (new TransactionalStateMetaData(), Pending(1, 1));
        var store = storage.Store(null, metadata, [prepared], 1, null);
        prepared.State.Balance = 666;
        metadata.CommitRecords[Guid.NewGuid()] = new() { WriteParticipants = [] };
        await store;
        var loaded = await storage.Load();
        Assert.Equal(1, loaded.CommittedState.Balance);
        Assert.Empty(loaded.Metadata.CommitRecords);
    }

    [Fact]
    public async Task Committing_what_was_never_prepared_is_refused()
    {
        var storage = Open(Grain);
        await storage.Load();
        var etag = await storage.Store(null, new(), [Pending(1, 1)], null, null);
        await Assert.ThrowsAsync<InvalidOperationException>(() => storage.Store(etag, new(), [], 2, null));
    }

    private static PendingTransactionState<Account> Pending(long sequence, int balance, ParticipantId manager = default) => new()
    {
        SequenceId = sequence,
        TransactionId = Guid.NewGuid().ToString(),
        TimeStamp = new DateTime(638_000_000_000_000_001 + sequence, DateTimeKind.Utc),
        TransactionManager = manager,
        State = new Account { Balance = balance },
    };
}
