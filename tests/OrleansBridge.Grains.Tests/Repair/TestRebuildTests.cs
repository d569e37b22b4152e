using System.Text;
using System.Text.Json;
using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Grains.Repair;
using OrleansBridge.Json;
using OrleansBridge.Placement;
using OrleansBridge.Postgres;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Tests.Repair;

public class TestRebuildTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TestRequirements Requirements = new() { TestId = "t", ModelId = "m", Priority = 2, Deadline = 100 };
    private static readonly TestResult Passed = new() { TestId = "t", ModelId = "m", ModelType = "generic", Outcome = Outcome.Passed };
    private static readonly TestResult Crashed = Passed with { Outcome = Outcome.Failed, Failure = FailureKind.Crash, Reason = "gone" };

    [Fact]
    public void A_queued_test_is_queued_again_under_an_epoch_of_its_own_with_what_it_asked_for()
    {
        var state = Submitted();
        state.Assign(Command(0), Now.AddSeconds(1));
        state.Requeue(state.Run, "lost", Now.AddSeconds(2));
        var rebuilt = Rebuild(state);
        Assert.Equal((TestStatus.Queued, "t", Now, Now.AddSeconds(100)), (rebuilt.Status, rebuilt.TestId, rebuilt.SubmittedAt, rebuilt.DeadlineAt));
        Assert.Equal(2, rebuilt.Requirements!.Priority);
        Assert.True(rebuilt.Epoch > state.Epoch && rebuilt.Version > state.Version);
        Assert.Equal("rebuilt", rebuilt.History[^1].Kind);
        Assert.Null(LedgerCheck.Problem(rebuilt, "t"));
    }

    [Fact]
    public void A_test_whose_slot_a_worker_keeps_stays_assigned_there()
    {
        var state = Submitted();
        state.Assign(Command(0), Now.AddSeconds(1));
        var rebuilt = Rebuild(state, f => f with { Slot = new("t", 1, "w", 4, false) });
        Assert.Equal((TestStatus.Assigned, 1L, "w", 4L, "chrome", "wasm"), (rebuilt.Status, rebuilt.Epoch, rebuilt.Worker, rebuilt.Generation, rebuilt.Browser, rebuilt.Backend));
        Assert.True(rebuilt.Complete(new RunKey("t", 1, 0), Passed, Now).Accepted);
    }

    [Fact]
    public void A_test_that_was_queued_again_is_not_assigned_by_an_old_slot()
    {
        var state = Submitted();
        state.Assign(Command(0), Now);
        state.Requeue(state.Run, "lost", Now);
        state.Assign(Command(1), Now);
        Assert.Equal(TestStatus.Queued, Rebuild(state, f => f with { Slot = new("t", 1, "w", 4, false) }).Status);
    }

    [Fact]
    public void A_completed_test_keeps_its_result()
    {
        var state = Submitted();
        state.Assign(Command(0), Now);
        state.Complete(state.Run, Passed, Now.AddSeconds(3));
        var rebuilt = Rebuild(state, f => f with { Completed = new(state.Result!, Now.AddSeconds(3)) });
        Assert.Equal((TestStatus.Completed, Outcome.Passed, 1L), (rebuilt.Status, rebuilt.Result!.Outcome, rebuilt.Epoch));
        Assert.Equal(Now.AddSeconds(3), rebuilt.CompletedAt);
        Assert.False(rebuilt.Complete(new RunKey("t", 1, 0), Passed, Now).Accepted);
    }

    [Fact]
    public void A_result_that_was_not_appended_is_read_from_the_damaged_row()
    {
        var state = Submitted();
        state.Assign(Command(0), Now);
        state.Complete(state.Run, Passed, Now);
        state.Epoch = -7;
        var rebuilt = TestRebuild.Rebuild(new TestFacts { TestId = "t", Damaged = JsonSerializer.SerializeToUtf8Bytes(state, BridgeJson.Options) }, "epoch", Now);
        Assert.Equal((TestStatus.Completed, Outcome.Passed), (rebuilt.Status, rebuilt.Result!.Outcome));
    }

    [Fact]
    public void Attempts_that_failed_still_count()
    {
        var state = Submitted();
        state.Assign(Command(0), Now);
        state.Complete(state.Run, Crashed, Now);
        var rebuilt = Rebuild(state);
        Assert.Equal((1, FailureKind.Crash, "restart"), (rebuilt.FailedAttempts, rebuilt.Failures.Single().Kind, rebuilt.Recovery.Single().Step));
    }

    [Fact]
    public void A_test_of_which_nothing_is_left_ends_and_says_so()
    {
        var rebuilt = TestRebuild.Rebuild(new TestFacts { TestId = "t", Damaged = "42"u8.ToArray() }, "it is a number", Now);
        Assert.Equal((TestStatus.Completed, Outcome.Failed), (rebuilt.Status, rebuilt.Result!.Outcome));
        Assert.Contains("submit it again", rebuilt.Result.Reason, StringComparison.Ordinal);
    }

    private static TestState Submitted()
    {
        var state = new TestState();
        state.Submit(Requirements, Now);
        return state;
    }

    private static TestState Rebuild(TestState state, Func<TestFacts, TestFacts>? with = null)
    {
        var facts = new TestFacts { TestId = "t", Events = [.. state.History.Select(Appended)], Damaged = Encoding.UTF8.GetBytes("""{"status": "nonsense"}""") };
        return TestRebuild.Rebuild(with?.Invoke(facts) ?? facts, "nonsense", Now.AddSeconds(9));
    }

    private static TestEvent Appended(Transition change)
    {
        var data = JsonSerializer.SerializeToNode(change, BridgeJson.Options)!;
        if (change.Kind == "submitted")
        {
            data["requirements"] = JsonSerializer.SerializeToNode(Requirements, BridgeJson.Options);
        }

        return new TestEvent("t", change.Version, change.Epoch, change.At, change.Kind, data.Deserialize<JsonElement>());
    }

    private static AssignCommand Command(long expected) =>
        new(expected, "w", 4, "chrome", "wasm", new PlacementExplanation(new Dictionary<string, double>(), 1, []));
}
