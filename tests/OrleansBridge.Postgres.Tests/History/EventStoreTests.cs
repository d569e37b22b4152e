using System.Text.Json;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Postgres.Tests;

[Collection(WithDatabases.Name)]
public sealed class EventStoreTests(DatabasesFixture databases)
{
    [Fact]
    public async Task Appending_a_change_again_leaves_the_first()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        await using var store = new EventStore(rows.Source);
        await store.AppendAsync([
            new TestEvent("a", 2, 1, LedgerRows.Start.AddSeconds(1), "assigned", new { Worker = "w1" }),
            new TestEvent("a", 1, 0, LedgerRows.Start, "submitted"),
            new TestEvent("b", 1, 0, LedgerRows.Start, "submitted"),
        ]);
        await store.AppendAsync(new TestEvent("a", 2, 1, LedgerRows.Start, "again"));
        var events = await store.ReadAsync("a");
        Assert.Equal(["submitted", "assigned"], events.Select(e => e.Kind));
        Assert.Equal("w1", ((JsonElement)events[1].Data!).GetProperty("worker").GetString());
        Assert.Equal(LedgerRows.Start.AddSeconds(1), events[1].At);
    }

    [Fact]
    public async Task What_a_killed_silo_did_not_append_is_derived_from_the_states()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        var state = LedgerRows.Test("a", TestStatus.Completed);
        state.CompletedAt = LedgerRows.Start.AddMinutes(1);
        state.History = [new(6, 3, LedgerRows.Start, "assigned", TestStatus.Assigned, "w1", null), new(7, 3, LedgerRows.Start.AddMinutes(1), "completed", TestStatus.Completed, "w1", "ok")];
        state.Result = new() { TestId = "a", ModelId = "m", ModelType = "vision", Epoch = 3, Outcome = Outcome.Passed, BackendUsed = "wasm" };
        await rows.CommitAsync(state);
        await rows.CommitAsync(LedgerRows.Test("b"));

        Assert.Equal(3, await HistoryCatchUp.RunAsync(rows.Source));
        Assert.Equal(0, await HistoryCatchUp.RunAsync(rows.Source));
        await using var events = new EventStore(rows.Source);
        Assert.Equal([6, 7], (await events.ReadAsync("a")).Select(e => e.Version));
        await using var results = new ResultStore(rows.Source);
        var kept = Assert.Single(await results.QueryAsync(new() { Backend = "wasm" }));
        Assert.Equal(state.CompletedAt, kept.CompletedAt);
        Assert.Equal(3, kept.Result.Epoch);

        // A gap before the end, which the result row hides.
        await rows.ExecuteAsync("DELETE FROM bridge.events WHERE version = 6");
        Assert.Equal(1, await HistoryCatchUp.RunAsync(rows.Source, ["a"]));
        await rows.ExecuteAsync("DELETE FROM bridge.events WHERE version = 6");
        Assert.Equal(1, await HistoryCatchUp.RunAsync(rows.Source));
    }
}
