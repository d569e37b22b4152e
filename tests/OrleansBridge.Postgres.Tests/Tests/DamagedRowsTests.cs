using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Postgres.Tests;

[Collection(WithDatabases.Name)]
public sealed class DamagedRowsTests(DatabasesFixture databases)
{
    [Theory]
    [InlineData("{}")]
    [InlineData("42")]
    [InlineData("[1]")]
    [InlineData("""{"status": "nonsense"}""")]
    [InlineData("""{"status": "queued", "epoch": "x", "deadline_at": "2026-13-45T99:00:00Z", "history": {}, "requirements": 1}""")]
    [InlineData("""{"status": "assigned", "test_id": "b", "epoch": 1e300}""")]
    public async Task A_damaged_row_is_shown_as_such_and_hides_no_neighbour(string damage)
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        await rows.CommitAsync(LedgerRows.Test("a"));
        await rows.CommitAsync(LedgerRows.Test("b"));
        await rows.ExecuteAsync("UPDATE orleans.transactional_state SET state = $1::jsonb WHERE grain_id = 'bridge.test/a'", damage);
        var queries = new TestQueries(rows.Source);
        Assert.Equal([("a", true), ("b", false)], (await queries.OpenAsync(null, 10)).Select(t => (t.TestId, t.Damaged)));
        Assert.Equal(1, (await queries.CountAsync())[TestStatus.Queued]);
        Assert.Equal(["a", "b"], (await queries.ListAsync(new TestQuery())).TestIds);
        Assert.Equal(["a True", "b False"], await rows.ReadAsync("SELECT test_id, damaged FROM (SELECT * FROM bridge.tests) t ORDER BY 1"));
        Assert.Equal(0, await HistoryCatchUp.RunAsync(rows.Source));
        await rows.CommitAsync(LedgerRows.Test("a"));
        Assert.All(await queries.OpenAsync(null, 10), t => Assert.False(t.Damaged));
    }

    [Fact]
    public async Task A_completed_test_whose_row_is_damaged_is_looked_after_by_the_sweep()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        await rows.CommitAsync(LedgerRows.Test("a", TestStatus.Completed));
        await rows.ExecuteAsync("""UPDATE orleans.transactional_state SET state = '{"status": "nonsense"}'""");
        Assert.True(Assert.Single(await new TestQueries(rows.Source).OpenAsync(null, 10)).Damaged);
    }

    [Fact]
    public async Task The_quarantine_keeps_each_damaged_row_once_as_it_was()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        await rows.CommitAsync(LedgerRows.Test("a"));
        await rows.ExecuteAsync("""UPDATE orleans.transactional_state SET state = '{"status": "nonsense"}'""");
        var quarantine = new Quarantine(rows.Source);
        await quarantine.KeepAsync("s", "bridge.test/a", "test", "nonsense");
        await quarantine.KeepAsync("s", "bridge.test/a", "test", "nonsense");
        Assert.Equal(
            ["bridge.test/a test nonsense nonsense 1"],
            await rows.ReadAsync("SELECT grain_id, state_name, why, content->'state'->>'status', content->>'version' FROM bridge.quarantine"));
    }
}
