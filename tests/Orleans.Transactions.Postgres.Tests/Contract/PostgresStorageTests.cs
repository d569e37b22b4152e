using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Storage;
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
        await storages[4].Store(null, new(), [State(new() { Balance = 2 })], 1, null);
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

    [Fact]
    public async Task A_load_waits_for_a_first_store_that_the_server_is_executing_and_sees_it()
    {
        var (dying, successor) = (Open("executing"), Open("executing"));
        await dying.Load();
        await using var blocker = await _cluster.Source.OpenConnectionAsync();
        await using var blocking = await blocker.BeginTransactionAsync();
        await using (var insert = new NpgsqlCommand(
            """
            INSERT INTO orleans.transactional_state (service_id, grain_id, state_name, version, fence, committed_sequence, clock, commit_records)
            VALUES ('contract', 'account/executing', 'account', 9, 0, 0, 0, '{}')
            """,
            blocker))
        {
            await insert.ExecuteNonQueryAsync();
        }

        var store = dying.Store(null, new(), [State(new() { Balance = 1 })], 1, null);
        await WaitingAsync(1);
        var load = successor.Load();
        await WaitingAsync(2);
        await blocking.RollbackAsync();
        await store;
        var loaded = await load;
        Assert.Equal(1, loaded.CommittedState.Balance);
        await successor.Store(loaded.ETag, new(), [State(new() { Balance = 2 }, 2)], 2, null);
    }

    [Fact]
    public async Task Commits_that_are_held_up_do_not_hold_up_other_grains()
    {
        // Three writers, each held by a row, while six more stores gather; the next commit is these six, held by the last of them.
        List<string> names = [.. Enumerable.Range(0, 9).Select(n => $"held{n}"), "free"];
        var storages = names.ConvertAll(Open);
        foreach (var storage in storages)
        {
            await storage.Load();
            await storage.Store(null, new(), [State(new())], 1, null);
        }

        List<Hold> holds = [];
        foreach (var held in new[] { 0, 1, 2, 8 })
        {
            holds.Add(await Hold.OfAsync(_cluster.Source, names[held]));
        }

        try
        {
            List<Task<string>> stores = [];
            for (var n = 0; n < 9; n++)
            {
                stores.Add(storages[n].Store("1", new(), [], null, null));
                await WaitingAsync(Math.Min(n + 1, 3));
            }

            await holds[0].DisposeAsync();
            await stores[0];
            await WaitingAsync(3);
            await holds[1].DisposeAsync();
            await stores[1];
            await storages[9].Store("1", new(), [], null, null).WaitAsync(TimeSpan.FromSeconds(20));
            Assert.DoesNotContain(stores[2..], s => s.IsCompleted);
            await holds[2].DisposeAsync();
            await holds[3].DisposeAsync();
            await Task.WhenAll(stores);
        }
        finally
        {
            foreach (var hold in holds)
            {
                await hold.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task After_a_crash_of_the_server_a_first_store_is_refused_and_a_load_helps()
    {
        var storage = Open("crashed");
        await storage.Load();

        // What a crash does to an unlogged table.
        await ExecuteAsync("DELETE FROM orleans.transactional_state_fence WHERE grain_id = 'account/crashed'");
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.Store(null, new(), [State(new() { Balance = 1 })], 1, null));
        Assert.Equal("", (await storage.Load()).ETag ?? "");
        await storage.Store(null, new(), [State(new() { Balance = 1 })], 1, null);
        Assert.Equal(0, await FencesAsync("crashed"));
    }

    [Fact]
    public async Task Fences_of_grains_that_never_stored_are_removed_when_they_are_old()
    {
        await Open("old").Load();
        await Open("young").Load();
        await ExecuteAsync("UPDATE orleans.transactional_state_fence SET at = now() - interval '2 days' WHERE grain_id = 'account/old'");
        await new StaleFences(_cluster.Source).RemoveAsync();
        Assert.Equal((0, 1), (await FencesAsync("old"), await FencesAsync("young")));
    }

    [Fact]
    public async Task No_table_is_read_whole_though_it_was_empty_when_the_statements_were_planned()
    {
        var connectionString = await _cluster.CreateDatabaseAsync();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using (var vacuum = source.CreateCommand("VACUUM ANALYZE orleans.transactional_state, orleans.transactional_state_pending, orleans.transactional_state_fence"))
        {
            await vacuum.ExecuteNonQueryAsync();
        }

        var before = await WholeReadsAsync(source);
        await using (var factory = Factory(new() { ConnectionString = connectionString + ";Application Name=planned" }))
        {
            var storage = factory.Create<Account>(new StateKey("contract", "account/planned", "account"));
            await storage.Load();
            var etag = await storage.Store(null, new(), [State(new(), 1)], null, null);
            etag = await storage.Store(etag, new(), [State(new(), 2), State(new(), 3)], 1, null);
            etag = await storage.Store(etag, new(), [], 3, null);
            Assert.Equal(etag, (await storage.Load()).ETag);
        }

        // A session tells what it did when it ends.
        while (await CountAsync(source, "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'planned'") > 0)
        {
            await Task.Yield();
        }

        Assert.Equal(before, await WholeReadsAsync(source));
        static Task<long> WholeReadsAsync(NpgsqlDataSource source) =>
            CountAsync(source, "SELECT sum(seq_scan)::bigint FROM pg_stat_user_tables WHERE schemaname = 'orleans' AND relname LIKE 'transactional_state%'");
    }

    [Fact]
    public async Task A_session_plans_as_before_once_a_load_or_a_commit_is_over()
    {
        // One session, which the pool does not reset.
        await using var source = NpgsqlDataSource.Create(_cluster.Source.ConnectionString + ";Maximum Pool Size=1;No Reset On Close=true");
        await using var factory = Factory(new() { DataSource = source, Writers = 1 });
        var storage = factory.Create<Account>(new StateKey("contract", "account/settings", "account"));
        await storage.Load();
        Assert.Equal("auto on on", await SettingsAsync());
        await storage.Store(null, new(), [State(new())], 1, null);
        Assert.Equal("auto on on", await SettingsAsync());

        async Task<string> SettingsAsync()
        {
            await using var read = source.CreateCommand("SELECT concat_ws(' ', current_setting('plan_cache_mode'), current_setting('enable_seqscan'), current_setting('enable_bitmapscan'))");
            return (string)(await read.ExecuteScalarAsync())!;
        }
    }

    protected override async Task<IAsyncDisposable> FailStoresAsync(string grain)
    {
        await ExecuteAsync($"ALTER TABLE orleans.transactional_state ADD CONSTRAINT fail CHECK (grain_id <> 'account/{grain}') NOT VALID");
        return new Undo(() => ExecuteAsync("ALTER TABLE orleans.transactional_state DROP CONSTRAINT fail"));
    }

    protected override ILossyStorage OpenLossy(string grain) => new LossyPostgres(this, grain);

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

    private Task<long> FencesAsync(string grain) =>
        CountAsync(_cluster.Source, $"SELECT count(*) FROM orleans.transactional_state_fence WHERE grain_id = 'account/{grain}'");

    private static async Task<long> CountAsync(NpgsqlDataSource source, string sql)
    {
        await using var count = source.CreateCommand(sql);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    /// <summary>Until so many sessions wait for what another one holds.</summary>
    private async Task WaitingAsync(long backends)
    {
        long waiting;
        do
        {
            waiting = await CountAsync(_cluster.Source, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
        }
        while (waiting < backends);
    }

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

    /// <summary>A row that nobody else can change.</summary>
    private sealed class Hold(NpgsqlConnection connection, NpgsqlTransaction transaction) : IAsyncDisposable
    {
        public static async Task<Hold> OfAsync(NpgsqlDataSource source, string grain)
        {
            var connection = await source.OpenConnectionAsync();
            var transaction = await connection.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand($"SELECT FROM orleans.transactional_state WHERE grain_id = 'account/{grain}' FOR UPDATE", connection);
            await hold.ExecuteNonQueryAsync();
            return new Hold(connection, transaction);
        }

        public async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }

    private sealed class Undo(Func<Task> action) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await action();
    }

    private sealed class LossyPostgres : ILossyStorage
    {
        private readonly LosingProxy _proxy;
        private readonly PostgresTransactionalStateStorageFactory _factory;

        public LossyPostgres(PostgresStorageTests tests, string grain)
        {
            _proxy = new LosingProxy(tests._cluster.Source.ConnectionString);
            _factory = tests.Factory(new() { ConnectionString = _proxy.ConnectionString });
            Storage = _factory.Create<Account>(new StateKey("contract", $"account/{grain}", "account"));
        }

        public ITransactionalStateStorage<Account> Storage { get; }

        public void LoseNextAnswer() => _proxy.LoseNextAnswer();

        public async ValueTask DisposeAsync()
        {
            await _factory.DisposeAsync();
            await _proxy.DisposeAsync();
        }
    }
}
