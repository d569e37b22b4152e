using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Transactions.Abstractions;

namespace Orleans.Transactions.Postgres.Tests;

[Collection("cluster")]
public sealed class PostgresStorageTests : StorageContract, IAsyncLifetime
{
    private readonly ClusterFixture _cluster;
    private readonly PostgresTransactionalStateStorageFactory _factory;

    public PostgresStorageTests(ClusterFixture cluster)
    {
        _cluster = cluster;
        _factory = Factory(new() { DataSource = cluster.Source });
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _factory.DisposeAsync();

    [Fact]
    public async Task A_state_may_hold_grain_references()
    {
        var storage = Open("holder");
        await storage.Load();
        var partner = _cluster.Client.GetGrain<IAccountGrain>("part/ner");
        await storage.Store(null, new(), [State(new() { Partner = partner })], 1, null);
        Assert.Equal(partner, (await storage.Load()).CommittedState.Partner);
    }

    [Fact]
    public async Task A_character_that_jsonb_cannot_hold_is_refused_before_it_can_harm_others()
    {
        var storage = Open("nul");
        await storage.Load();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => storage.Store(null, new(), [State(new() { Note = "a\0b" })], 1, null));
        Assert.Contains("U+0000", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_character_is_replaced_where_that_was_asked_for()
    {
        await using var factory = Factory(new() { DataSource = _cluster.Source, ReplaceNul = true });
        var storage = factory.Create<Account>(new StateKey("contract", "account/nul2", "account"));
        await storage.Load();
        await storage.Store(null, new(), [State(new() { Note = "a\0b\0 \\u0000" })], 1, null);
        Assert.Equal("a\ufffdb\ufffd \\u0000", (await storage.Load()).CommittedState.Note);
    }

    [Fact]
    public async Task A_state_that_would_come_back_empty_is_refused_naming_its_type()
    {
        var storage = _factory.Create<Secret>(new StateKey("contract", "account/secret", "account"));
        await storage.Load();
        var secret = new Secret();
        secret.Keep(7);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => storage.Store(null, new(), [new() { SequenceId = 1, TransactionId = "t", State = secret }], 1, null));
        Assert.Contains(nameof(Secret), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commit_that_fails_fails_every_store_in_it_and_stores_none()
    {
        var names = Enumerable.Range(0, 5).Select(n => $"cut{n}").ToList();
        var storages = names.ConvertAll(Open);
        foreach (var storage in storages)
        {
            await storage.Load();
        }

        await ExecuteAsync("ALTER TABLE orleans.transactional_state ADD CONSTRAINT cut CHECK (grain_id <> 'account/cut4')");
        try
        {
            // The first writers take one each; the rest share a commit with the one that breaks it, or break on the trigger alone.
            var stores = storages.ConvertAll(s => s.Store(null, new(), [State(new() { Balance = 1 })], 1, null));
            await Assert.ThrowsAsync<PostgresStorageException>(() => stores[4]);
            for (var n = 0; n < 4; n++)
            {
                var stored = await stores[n].ContinueWith(t => t.IsCompletedSuccessfully, TaskScheduler.Default);
                Assert.Equal(stored ? 1 : 0, (await Open(names[n]).Load()).CommittedState.Balance);
            }
        }
        finally
        {
            await ExecuteAsync("ALTER TABLE orleans.transactional_state DROP CONSTRAINT cut");
        }

        Assert.Equal(0, (await storages[4].Load()).CommittedState.Balance);
        await storages[4].Store("1", new(), [State(new() { Balance = 2 })], 1, null);
    }

    [Fact]
    public async Task A_broken_connection_fails_the_store_and_the_next_load_tells_the_truth()
    {
        var storage = Open("broken");
        await storage.Load();
        var etag = await storage.Store(null, new(), [State(new() { Balance = 1 })], 1, null);
        await using var blocker = await _cluster.Source.OpenConnectionAsync();
        await using (var begin = new NpgsqlCommand("BEGIN; SELECT 1 FROM orleans.transactional_state WHERE grain_id = 'account/broken' FOR UPDATE", blocker))
        {
            await begin.ExecuteNonQueryAsync();
        }

        var store = storage.Store(etag, new(), [State(new() { Balance = 2 }, 2)], 2, null);
        await TerminateWaitingBackendAsync();
        await Assert.ThrowsAsync<PostgresStorageException>(() => store);
        await using (var end = new NpgsqlCommand("ROLLBACK", blocker))
        {
            await end.ExecuteNonQueryAsync();
        }

        Assert.Equal(1, (await storage.Load()).CommittedState.Balance);
        await storage.Store(etag, new(), [State(new() { Balance = 3 }, 2)], 2, null);
    }

    protected override ITransactionalStateStorage<Account> Open(string grain) => _factory.Create<Account>(new StateKey("contract", $"account/{grain}", "account"));

    protected override ParticipantId Participant(string grain) => new(
        "account", (GrainReference)_cluster.Client.GetGrain(GrainId.Create("account", grain)), ParticipantId.Role.Resource | ParticipantId.Role.Manager);

    private PostgresTransactionalStateStorageFactory Factory(PostgresTransactionalStateOptions options) => new(
        options,
        Options.Create(new ClusterOptions { ServiceId = "contract" }),
        _cluster.Client,
        new ServiceCollection().BuildServiceProvider());

    private static PendingTransactionState<Account> State(Account state, long sequence = 1) => new()
    {
        SequenceId = sequence,
        TransactionId = Guid.NewGuid().ToString(),
        TimeStamp = DateTime.UtcNow,
        State = state,
    };

    private async Task TerminateWaitingBackendAsync()
    {
        while (true)
        {
            await using var terminate = _cluster.Source.CreateCommand(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
            if ((long)(await terminate.ExecuteScalarAsync())! > 0)
            {
                return;
            }
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _cluster.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
