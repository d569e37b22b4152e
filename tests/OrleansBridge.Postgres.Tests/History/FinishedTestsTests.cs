using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Postgres.Tests.History;

[Collection(WithDatabases.Name)]
public sealed class FinishedTestsTests(DatabasesFixture databases)
{
    private static readonly DateTimeOffset Cut = LedgerRows.Start.AddDays(1);

    [Fact]
    public async Task What_finished_long_ago_is_forgotten_whole_and_nothing_else()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        await FinishedAsync(rows, "old", LedgerRows.Start);
        await FinishedAsync(rows, "young", Cut.AddSeconds(1));
        await rows.CommitAsync(LedgerRows.Test("open"));
        await AppendAsync(rows, "open");
        var finished = new FinishedTests(rows.Source);
        Assert.Equal(1, await finished.ForgetAsync(Cut, 10));
        Assert.Equal(0, await finished.ForgetAsync(Cut, 10));
        Assert.Equal(["open", "young"], await rows.ReadAsync("SELECT test_id FROM bridge.tests ORDER BY 1"));
        Assert.Equal(["open", "young"], await rows.ReadAsync("SELECT test_id FROM bridge.test_index ORDER BY 1"));
        Assert.Equal(["open", "young"], await rows.ReadAsync("SELECT test_id FROM bridge.events ORDER BY 1"));
        Assert.Equal(["young"], await rows.ReadAsync("SELECT test_id FROM bridge.results ORDER BY 1"));
    }

    [Fact]
    public async Task A_test_stays_while_a_transaction_may_still_ask_for_it()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        await FinishedAsync(rows, "asked", LedgerRows.Start);
        await FinishedAsync(rows, "manager", LedgerRows.Start);
        await rows.PrepareAsync(LedgerRows.Test("asked", TestStatus.Completed), "t1", "manager");
        await rows.DecideAsync("manager", "t1");
        var finished = new FinishedTests(rows.Source);
        Assert.Equal(0, await finished.ForgetAsync(Cut, 10));

        await rows.ExecuteAsync("DELETE FROM orleans.transactional_state_pending");
        await rows.ExecuteAsync("UPDATE orleans.transactional_state SET commit_records = '{}'");
        Assert.Equal(2, await finished.ForgetAsync(Cut, 10));
    }

    [Fact]
    public async Task A_row_that_is_being_stored_is_left_for_another_time()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        await FinishedAsync(rows, "a", LedgerRows.Start);
        await FinishedAsync(rows, "b", LedgerRows.Start);
        await using var connection = await rows.Source.OpenConnectionAsync();
        await using var store = await connection.BeginTransactionAsync();
        await using var update = new Npgsql.NpgsqlCommand("UPDATE orleans.transactional_state SET clock = clock + 1 WHERE grain_id = 'bridge.test/a'", connection);
        await update.ExecuteNonQueryAsync();
        var finished = new FinishedTests(rows.Source);
        Assert.Equal(1, await finished.ForgetAsync(Cut, 10));
        await store.RollbackAsync();
        Assert.Equal(1, await finished.ForgetAsync(Cut, 10));
    }

    [Fact]
    public async Task Batches_are_bounded()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        foreach (var id in new[] { "a", "b", "c" })
        {
            await FinishedAsync(rows, id, LedgerRows.Start);
        }

        var finished = new FinishedTests(rows.Source);
        Assert.Equal(2, await finished.ForgetAsync(Cut, 2));
        Assert.Equal(1, await finished.ForgetAsync(Cut, 2));
    }

    private static async Task FinishedAsync(LedgerRows rows, string id, DateTimeOffset at)
    {
        await rows.CommitAsync(LedgerRows.Test(id, TestStatus.Completed));
        await using var results = new ResultStore(rows.Source);
        await results.AppendAsync(new CompletedTest(new() { TestId = id, ModelId = "m", ModelType = "generic", Outcome = Outcome.Passed }, at));
        await AppendAsync(rows, id);
    }

    private static async Task AppendAsync(LedgerRows rows, string id)
    {
        await using var events = new EventStore(rows.Source);
        await events.AppendAsync(new TestEvent(id, 1, 0, LedgerRows.Start, "submitted"));
    }
}
