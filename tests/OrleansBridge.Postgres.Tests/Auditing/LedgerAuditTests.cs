using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;
using OrleansBridge.Workers;

namespace OrleansBridge.Postgres.Tests.Auditing;

/// <summary>Each audit is shown a database in which its promise is broken.</summary>
[Collection(WithDatabases.Name)]
public sealed class LedgerAuditTests(DatabasesFixture databases) : IAsyncLifetime
{
    private LedgerRows _rows = null!;
    private LedgerAudit _audit = null!;

    public async Task InitializeAsync()
    {
        _rows = await LedgerRows.CreateAsync(databases);
        _audit = new LedgerAudit(_rows.Source);
    }

    public async Task DisposeAsync() => await _rows.DisposeAsync();

    [Fact]
    public async Task A_test_from_submit_to_result_breaks_no_promise()
    {
        await _rows.CommitAsync(History(LedgerRows.Test("a", TestStatus.Assigned, "w1"), ("submitted", 0, TestStatus.Queued), ("assigned", 3, TestStatus.Assigned)));
        await WorkerAsync("w1", 3, new RunKey("a", 3, 0));
        await _rows.CommitAsync(Ended("b"));
        await ExecuteCatchUpAsync();

        foreach (var question in new[]
        {
            LedgerAudit.DoubleOwners, LedgerAudit.SlotErrors, LedgerAudit.Takeovers, LedgerAudit.DoubleAccepted, LedgerAudit.HistoryGaps,
        })
        {
            Assert.Empty(await _audit.AskAsync(question));
        }

        Assert.Empty(await _audit.AskAsync(LedgerAudit.Lost, ["a", "b"]));
    }

    [Fact]
    public async Task A_test_that_holds_slots_of_two_workers_has_two_owners()
    {
        await WorkerAsync("w1", 3, new RunKey("a", 3, 0));
        await WorkerAsync("w2", 3, new RunKey("a", 4, 0));

        Assert.Equal("a: part 0 holds 2 slots: w1 epoch 3, w2 epoch 4", Assert.Single(await _audit.AskAsync(LedgerAudit.DoubleOwners)).ToString());
    }

    [Fact]
    public async Task An_owner_after_an_owner_is_a_takeover_and_so_is_an_epoch_that_does_not_grow()
    {
        await _rows.CommitAsync(History(LedgerRows.Test("a"), ("assigned", 1, TestStatus.Assigned), ("assigned", 2, TestStatus.Assigned)));
        await _rows.CommitAsync(History(LedgerRows.Test("b"), ("assigned", 2, TestStatus.Assigned), ("requeued", 2, TestStatus.Queued), ("assigned", 2, TestStatus.Assigned)));
        await _rows.CommitAsync(History(LedgerRows.Test("c"), ("assigned", 1, TestStatus.Assigned), ("refused", 1, TestStatus.Assigned), ("requeued", 1, TestStatus.Queued), ("assigned", 2, TestStatus.Assigned)));
        await _rows.CommitAsync(History(LedgerRows.Test("d"), ("assigned", 1, TestStatus.Assigned), ("moved", 2, TestStatus.Assigned), ("moved", 3, TestStatus.Assigned)));
        await _rows.CommitAsync(History(LedgerRows.Test("e"), ("assigned", 1, TestStatus.Assigned), ("moved", 1, TestStatus.Assigned)));

        Assert.Equal(["a", "b", "e"], (await _audit.AskAsync(LedgerAudit.Takeovers)).Select(f => f.Subject).Order());
    }

    [Fact]
    public async Task A_slot_without_assignment_an_assignment_without_slot_and_too_many_slots_are_slot_errors()
    {
        await WorkerAsync("w1", 1, new RunKey("gone", 1, 0));
        await _rows.CommitAsync(LedgerRows.Test("a", TestStatus.Assigned, "w2"));
        await WorkerAsync("w2", 1);
        await _rows.CommitAsync(LedgerRows.Test("b", TestStatus.Assigned, "w3"));
        await _rows.CommitAsync(LedgerRows.Test("c", TestStatus.Assigned, "w3"));
        await WorkerAsync("w3", 1, new RunKey("b", 3, 0), new RunKey("c", 3, 0));

        Assert.Equal(
            ["w1: a slot is held by gone epoch 1, which is not assigned there", "w2: a epoch 3 is assigned there and holds no slot", "w3: 2 slots are reserved of 1"],
            (await _audit.AskAsync(LedgerAudit.SlotErrors)).Select(f => f.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_second_end_a_change_after_the_end_and_a_result_row_of_another_epoch_are_seen()
    {
        await _rows.CommitAsync(Ended("twice"));
        await _rows.ExecuteAsync("INSERT INTO bridge.events (test_id, version, epoch, at, kind) VALUES ('twice', 9, 3, now(), 'completed')");
        await _rows.CommitAsync(History(Ended("after"), ("completed", 3, TestStatus.Completed), ("assigned", 4, TestStatus.Assigned)));
        await _rows.CommitAsync(Ended("row"));
        await ExecuteCatchUpAsync();
        await _rows.ExecuteAsync("UPDATE bridge.results SET epoch = 2 WHERE test_id = 'row'");
        await _rows.CommitAsync(Ended("fork"));
        await _rows.ExecuteAsync("INSERT INTO bridge.events (test_id, version, epoch, at, kind) VALUES ('fork', 1, 3, now(), 'requeued')");

        Assert.Equal(["after", "fork", "row", "twice"], (await _audit.AskAsync(LedgerAudit.DoubleAccepted)).Select(f => f.Subject).Distinct().Order());
    }

    [Fact]
    public async Task An_acknowledged_test_that_is_gone_is_lost_and_an_open_one_is_unfinished()
    {
        await _rows.CommitAsync(History(LedgerRows.Test("open"), ("submitted", 3, TestStatus.Queued)));
        await _rows.CommitAsync(Ended("done"));

        Assert.Equal("gone", Assert.Single(await _audit.AskAsync(LedgerAudit.Lost, ["open", "done", "gone"])).Subject);
        Assert.Equal("open", Assert.Single(await _audit.AskAsync(LedgerAudit.Unfinished, ["open", "done", "gone"])).Subject);
    }

    [Fact]
    public async Task A_change_without_event_and_an_end_without_result_row_are_gaps()
    {
        await _rows.CommitAsync(Ended("a"));
        Assert.Equal(2, (await _audit.AskAsync(LedgerAudit.HistoryGaps)).Count);
    }

    private static TestState History(TestState state, params (string Kind, long Epoch, TestStatus Status)[] changes)
    {
        state.History = [.. changes.Select((c, i) => new Transition(i + 1, c.Epoch, LedgerRows.Start.AddSeconds(i), c.Kind, c.Status, null, null))];
        return state;
    }

    private static TestState Ended(string id)
    {
        var state = History(LedgerRows.Test(id, TestStatus.Completed), ("completed", 3, TestStatus.Completed));
        state.CompletedAt = LedgerRows.Start.AddSeconds(5);
        state.Result = new TestResult { TestId = id, ModelId = "m", ModelType = "generic", Outcome = Outcome.Passed, Epoch = 3 };
        return state;
    }

    private Task WorkerAsync(string id, int capacity, params RunKey[] slots) => _rows.CommitAsync($"bridge.worker/{id}", "worker", new WorkerState
    {
        Descriptor = new WorkerDescriptor { WorkerId = id, Silo = "s", MaxBrowsers = capacity, SlotsPerBrowser = 1, Browsers = [] },
        Generation = 2,
        Slots = [.. slots.Select(s => new Slot(s, false))],
    });

    private Task ExecuteCatchUpAsync() => HistoryCatchUp.RunAsync(_rows.Source);
}
