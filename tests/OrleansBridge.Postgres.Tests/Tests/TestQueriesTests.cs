using System.Text.Json;
using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Json;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Postgres.Tests;

[Collection(WithDatabases.Name)]
public sealed class TestQueriesTests(DatabasesFixture databases)
{
    [Fact]
    public async Task Open_tests_come_in_pages_by_id_without_the_completed()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        foreach (var id in new[] { "d", "b", "Z", "a", "c" })
        {
            await rows.CommitAsync(LedgerRows.Test(id));
        }

        await rows.CommitAsync(LedgerRows.Test("b", TestStatus.Completed));
        var queries = new TestQueries(rows.Source);
        Assert.Equal(["Z", "a"], (await queries.OpenAsync(null, 2)).Select(t => t.TestId));
        Assert.Equal(["c", "d"], (await queries.OpenAsync("a", 2)).Select(t => t.TestId));
        Assert.Empty(await queries.OpenAsync("d", 2));
    }

    [Fact]
    public async Task An_open_test_carries_what_the_sweep_decides_by()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        var state = LedgerRows.Test("a", TestStatus.Assigned, "w1");
        state.NotBefore = LedgerRows.Start.AddMinutes(1);
        await rows.CommitAsync(state);
        var open = Assert.Single(await new TestQueries(rows.Source).OpenAsync(null, 10, withRequirements: true));
        Assert.Equal((TestStatus.Assigned, 3, 7, "w1", 2), (open.Status, open.Epoch, open.Version, open.Worker, open.Generation));
        Assert.Equal((state.SubmittedAt, state.DeadlineAt, state.NotBefore, state.AssignedAt), (open.SubmittedAt, open.DeadlineAt, open.NotBefore, open.AssignedAt));
        Assert.Equal(["w1/chrome"], open.Avoid);
        Assert.Equal("m", open.Requirements!.ModelId);
    }

    [Fact]
    public async Task A_prepared_state_counts_from_the_moment_its_manager_commits_it()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        await rows.CommitAsync(LedgerRows.Test("a"));
        await rows.CommitAsync(LedgerRows.Test("manager"));
        await rows.PrepareAsync(LedgerRows.Test("a", TestStatus.Completed), "t1", "manager");
        await rows.PrepareAsync(LedgerRows.Test("a", TestStatus.Assigned), "t2", "manager", sequence: 3);
        var queries = new TestQueries(rows.Source);
        Assert.Equal(["a", "manager"], (await queries.OpenAsync(null, 10)).Select(t => t.TestId));

        await rows.DecideAsync("manager", "t1");
        Assert.Equal(["manager"], (await queries.OpenAsync(null, 10)).Select(t => t.TestId));
        Assert.Equal(TestStatus.Completed, Read(await queries.ReadAsync("a")).Status);
    }

    [Fact]
    public async Task A_test_that_is_only_prepared_appears_when_its_submission_commits()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        await rows.ExecuteAsync("INSERT INTO orleans.transactional_state VALUES ('s', 'bridge.test/a', 'test', 1, 0, 0, 0, '{}', NULL)");
        var submitted = LedgerRows.Test("a");
        submitted.Epoch = 0;
        await rows.PrepareAsync(submitted, "t1", "a", sequence: 1);
        var queries = new TestQueries(rows.Source);
        Assert.Empty((await queries.ListAsync(new())).States);
        Assert.Equal(0, (await queries.CountAsync())[TestStatus.Queued]);

        await rows.DecideAsync("a", "t1");
        Assert.Equal(["a"], (await queries.OpenAsync(null, 10)).Select(t => t.TestId));
        Assert.Equal(1, (await queries.CountAsync())[TestStatus.Queued]);
    }

    [Fact]
    public async Task A_list_pages_through_all_in_the_order_of_submission()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        for (var n = 0; n < 25; n++)
        {
            var state = LedgerRows.Test($"t{n}");
            state.SubmittedAt = LedgerRows.Start.AddTicks(-8 * (n / 3));
            await rows.CommitAsync(state);
        }

        var queries = new TestQueries(rows.Source);
        var seen = new List<TestState>();
        string? cursor = null;
        do
        {
            var page = await queries.ListAsync(new() { Limit = 4, Cursor = cursor });
            seen.AddRange(page.States.Select(Read));
            cursor = page.Cursor;
        }
        while (cursor is not null);
        Assert.Equal(25, seen.Select(s => s.TestId).Distinct().Count());
        Assert.Equal(25, seen.Count);
        var microseconds = seen.Select(s => (s.SubmittedAt.Ticks + 5) / 10).ToList();
        Assert.Equal(microseconds.Order(), microseconds);
    }

    [Fact]
    public async Task A_list_is_narrowed_by_status_prefix_and_labels()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        await rows.CommitAsync(LedgerRows.Test("run1/a"));
        await rows.CommitAsync(LedgerRows.Test("run1/b", TestStatus.Completed));
        await rows.CommitAsync(LedgerRows.Test("run1/c", TestStatus.Assigned, "w"));
        await rows.CommitAsync(LedgerRows.Test("run2/a"));
        async Task<IEnumerable<string?>> ListAsync(TestQuery query) =>
            (await new TestQueries(rows.Source).ListAsync(query)).States.Select(s => Read(s).TestId).Order(StringComparer.Ordinal);

        Assert.Equal(["run1/a", "run1/b", "run1/c"], await ListAsync(new() { Prefix = "run1/" }));
        Assert.Equal(["run1/a", "run2/a"], await ListAsync(new() { Status = TestStatus.Queued }));
        Assert.Equal(["run1/c"], await ListAsync(new() { Status = TestStatus.Running }));
        Assert.Equal(["run1/b"], await ListAsync(new() { Status = TestStatus.Completed }));
        Assert.Equal(["run2/a"], await ListAsync(new() { Labels = new Dictionary<string, string> { ["run"] = "r1", ["id"] = "run2/a" } }));
    }

    [Fact]
    public async Task A_made_up_cursor_is_refused_naming_it()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => new TestQueries(rows.Source).ListAsync(new() { Cursor = "x" }));
        Assert.Contains("cursor 'x'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_are_counted_by_status_and_read_by_id()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        await rows.CommitAsync(LedgerRows.Test("a"));
        await rows.CommitAsync(LedgerRows.Test("b", TestStatus.Assigned, "w"));
        await rows.CommitAsync(LedgerRows.Test("c"));
        await rows.CommitAsync(LedgerRows.Test("c", TestStatus.Completed));
        var queries = new TestQueries(rows.Source);
        var counts = await queries.CountAsync();
        Assert.Equal((1, 1, 1), (counts[TestStatus.Queued], counts[TestStatus.Assigned], counts[TestStatus.Completed]));
        Assert.Equal(["a", "c"], (await queries.ReadAsync(["a", "c", "nobody"])).Keys.Order());
        Assert.Null(await queries.ReadAsync("nobody"));
    }

    [Fact]
    public async Task A_test_that_is_pruned_leaves_the_index()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        await rows.CommitAsync(LedgerRows.Test("a", TestStatus.Completed));
        await rows.ExecuteAsync("DELETE FROM orleans.transactional_state");
        Assert.Empty((await new TestQueries(rows.Source).ListAsync(new())).States);
    }

    [Fact]
    public async Task Workers_and_assignments_tell_the_same_story()
    {
        await using var rows = await LedgerRows.CreateAsync(databases);
        await rows.CommitAsync("bridge.worker/w1", "worker", new WorkerState
        {
            Descriptor = new() { WorkerId = "w1", Silo = "s1", MaxBrowsers = 2 },
            Generation = 4,
            Slots = [new(new("b", 3, 0), Exclusive: false)],
        });
        await rows.CommitAsync(LedgerRows.Test("a"));
        await rows.CommitAsync(LedgerRows.Test("b", TestStatus.Assigned, "w1"));
        Assert.Equal(["b 3 0 w1 2"], await rows.ReadAsync("SELECT test_id, epoch, part, worker, generation FROM bridge.assignments"));
        Assert.Equal(
            ["w1 s1 4 False 6 1 1"],
            await rows.ReadAsync("SELECT worker, silo, generation, draining, capacity, reserved, assigned FROM bridge.workers"));
    }

    private static TestState Read(byte[]? json) => JsonSerializer.Deserialize<TestState>(json!, BridgeJson.Options)!;
}
