using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Storage;

namespace Orleans.Transactions.Postgres.Tests;

[Collection("cluster")]
public sealed class DamagedStateTests(ClusterFixture cluster)
{
    [Theory]
    [InlineData("""{"Balance": "much"}""", "Balance")]
    [InlineData("""{"Balance": -1}""", "overdrawn")]
    public async Task A_damaged_state_is_replaced_by_the_one_that_the_handler_makes(string damage, string why)
    {
        var handler = new Handler(new Account { Balance = 7 });
        var grain = "damaged" + why;
        await using var factory = Factory(handler);
        await StoreAsync(factory, grain, damage);
        var storage = factory.Create<Account>(Key(grain));
        var loaded = await storage.Load();
        Assert.Equal(7, loaded.CommittedState.Balance);
        Assert.Contains(why, handler.Seen!.Why, StringComparison.Ordinal);
        Assert.Equal(damage.Replace(" ", "", StringComparison.Ordinal), Encoding.UTF8.GetString(handler.Seen.Json.Span).Replace(" ", "", StringComparison.Ordinal));

        // The row is sound again, and its version still the one that was loaded.
        handler.Seen = null;
        Assert.Equal((7, loaded.ETag), ((await storage.Load()).CommittedState.Balance, loaded.ETag));
        Assert.Null(handler.Seen);
    }

    [Fact]
    public async Task A_state_that_cannot_be_made_anew_fails_its_load_and_stays()
    {
        await using var factory = Factory(new Handler(null));
        await StoreAsync(factory, "lost", "[]");
        var refused = await Assert.ThrowsAsync<PostgresStorageException>(() => factory.Create<Account>(Key("lost")).Load());
        Assert.Contains("account/lost", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_load_that_was_overtaken_while_the_state_was_made_anew_fails()
    {
        await using var other = Factory(new Handler(new Account { Balance = 2 }));
        var slow = new Handler(new Account { Balance = 1 }) { Meanwhile = () => other.Create<Account>(Key("overtaken")).Load() };
        await using var factory = Factory(slow);
        await StoreAsync(factory, "overtaken", "42");
        await Assert.ThrowsAsync<InconsistentStateException>(() => factory.Create<Account>(Key("overtaken")).Load());
        Assert.Equal(2, (await other.Create<Account>(Key("overtaken")).Load()).CommittedState.Balance);
    }

    private static StateKey Key(string grain) => new("damage", $"account/{grain}", "account");

    private async Task StoreAsync(PostgresTransactionalStateStorageFactory factory, string grain, string damage)
    {
        var storage = factory.Create<Account>(Key(grain));
        await storage.Load();
        await storage.Store(null, new(), [new() { SequenceId = 1, TransactionId = "t", TimeStamp = DateTime.UtcNow, State = new() { Balance = 1 } }], 1, null);
        await using var command = cluster.Source.CreateCommand($"UPDATE orleans.transactional_state SET state = '{damage}' WHERE grain_id = 'account/{grain}'");
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    private PostgresTransactionalStateStorageFactory Factory(IDamagedStateHandler handler) => new(
        new() { DataSource = cluster.Source },
        Options.Create(new ClusterOptions { ServiceId = "damage" }),
        cluster.Client,
        new ServiceCollection().AddSingleton(handler).BuildServiceProvider());

    private sealed class Handler(Account? made) : IDamagedStateHandler
    {
        public DamagedState? Seen { get; set; }

        public Func<Task>? Meanwhile { get; init; }

        public string? Check(string grainId, string stateName, object state) => ((Account)state).Balance < 0 ? "it is overdrawn" : null;

        public async Task<object?> RebuildAsync(DamagedState damaged)
        {
            Seen = damaged;
            await (Meanwhile?.Invoke() ?? Task.CompletedTask);
            return made;
        }
    }
}
