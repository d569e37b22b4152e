using System.Text.Json;
using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Json;
using OrleansBridge.Placement;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Tests.Ledgers;

public class TestTransitionsTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TestRequirements Requirements = new() { TestId = "t", ModelId = "m" };
    private static readonly TestResult Passed = new() { TestId = "t", ModelId = "m", ModelType = "generic", Outcome = Outcome.Passed };
    private static readonly TestResult Crashed = Passed with { Outcome = Outcome.Failed, Failure = FailureKind.Crash, Reason = "gone" };

    private static TestState Assigned(long epoch = 1)
    {
        var state = new TestState();
        state.Submit(Requirements, Now);
        for (var e = 0L; e < epoch; e++)
        {
            Assert.True(state.Assign(Command(e), Now));
            if (e + 1 < epoch)
            {
                Assert.True(state.Requeue(new RunKey("t", e + 1, 0), "lost", Now));
            }
        }

        return state;
    }

    private static AssignCommand Command(long expected) =>
        new(expected, "w", 1, "chrome", "wasm", new PlacementExplanation(new Dictionary<string, double>(), 1, []));

    private static MoveCommand MoveTo(string worker, long epoch) =>
        new("w", new AssignCommand(epoch, worker, 1, "firefox", "webgpu", new PlacementExplanation(new Dictionary<string, double>(), 1, [])), "idle");

    [Fact]
    public void Submitting_the_same_body_again_changes_nothing()
    {
        var state = new TestState();
        Assert.Equal(SubmitStatus.Accepted, state.Submit(Requirements, Now));
        Assert.Equal(SubmitStatus.Known, state.Submit(Requirements with { Labels = new Dictionary<string, string>() }, Now.AddDays(1)));
        Assert.Equal((Now, 1), (state.SubmittedAt, state.Version));
    }

    [Fact]
    public void Another_body_under_the_same_id_is_a_conflict()
    {
        var state = new TestState();
        state.Submit(Requirements, Now);
        Assert.Equal(SubmitStatus.Conflict, state.Submit(Requirements with { Priority = 1 }, Now));
        Assert.Equal(3, state.Requirements!.Priority);
    }

    [Fact]
    public void Every_assignment_has_a_higher_epoch()
    {
        var state = Assigned(epoch: 3);
        Assert.Equal(3, state.Epoch);
    }

    [Fact]
    public void An_assignment_for_another_epoch_is_refused()
    {
        var state = Assigned();
        state.Requeue(state.Run, "lost", Now);

        Assert.False(state.Assign(Command(0), Now));
        Assert.True(state.Assign(Command(1), Now));
    }

    [Fact]
    public void A_move_has_a_higher_epoch_and_fences_the_run_it_leaves()
    {
        var state = Assigned();
        Assert.True(state.Move(MoveTo("v", epoch: 1), Now));
        Assert.Equal((TestStatus.Assigned, 2L, "v", "firefox", "moved"), (state.Status, state.Epoch, state.Worker, state.Browser, state.History[^1].Kind));
        Assert.Equal("v", state.History[^1].Worker);
        Assert.Equal("firefox", state.History[^1].Place!.Browser);
        Assert.False(state.Complete(new RunKey("t", 1, 0), Passed, Now).Accepted);
        Assert.True(state.Complete(new RunKey("t", 2, 0), Passed, Now).Accepted);
    }

    [Fact]
    public void A_test_moves_only_from_where_it_is_and_while_it_is_assigned()
    {
        var state = Assigned();
        Assert.False(state.Move(MoveTo("v", epoch: 0), Now));
        Assert.False(state.Move(MoveTo("v", epoch: 1) with { From = "u" }, Now));
        Assert.False(state.Move(MoveTo("w", epoch: 1), Now));
        state.Requeue(state.Run, "lost", Now);
        Assert.False(state.Move(MoveTo("v", epoch: 1), Now));
        Assert.Equal(1, state.Epoch);
    }

    [Fact]
    public void A_late_result_is_refused_and_counted()
    {
        var state = Assigned(epoch: 2);
        Assert.False(state.Complete(new RunKey("t", 1, 0), Passed, Now).Accepted);
        Assert.Equal((TestStatus.Assigned, 1), (state.Status, state.RefusedResults));
    }

    [Fact]
    public void A_duplicate_result_is_refused_and_the_first_stays()
    {
        var state = Assigned();
        Assert.True(state.Complete(state.Run, Passed, Now).Accepted);
        Assert.False(state.Complete(state.Run, Crashed, Now).Accepted);
        Assert.Equal(Outcome.Passed, state.Result!.Outcome);
    }

    [Fact]
    public void A_crash_queues_the_test_again_and_the_pass_shows_the_recovery()
    {
        var state = Assigned();
        Assert.Equal(new CompleteReply(true, true), state.Complete(state.Run, Crashed, Now));
        Assert.Equal((TestStatus.Queued, Now), (state.Status, state.NotBefore));
        Assert.True(state.Assign(Command(1), Now));
        state.Complete(state.Run, Passed, Now);
        Assert.Equal(2, state.Result!.Attempts);
        var step = Assert.Single(state.Result.Recovery);
        Assert.Equal(("restart", "gone (w/chrome/wasm)", true), (step.Step, step.Why, step.Ok));
    }

    [Fact]
    public void Crashing_every_time_ends_as_failed_after_max_attempts()
    {
        var state = Assigned();
        for (var attempt = 1; attempt < Requirements.MaxAttempts; attempt++)
        {
            Assert.True(state.Complete(state.Run, Crashed, Now).Again);
            Assert.True(state.Assign(Command(attempt), Now));
        }

        Assert.False(state.Complete(state.Run, Crashed, Now).Again);
        Assert.Equal((Outcome.Failed, 5, 4), (state.Result!.Outcome, state.Result.Attempts, state.Result.Recovery.Count));
        Assert.Equal(5, state.ToSnapshot()!.Attempts);
    }

    [Fact]
    public void A_lost_worker_burns_no_attempt() => Assert.Equal(0, Assigned(epoch: 3).FailedAttempts);

    [Fact]
    public void A_test_that_backs_off_can_be_cancelled_and_is_not_assigned_again()
    {
        var state = Assigned();
        state.Complete(state.Run, Crashed, Now);
        Assert.True(state.Assign(Command(1), Now));
        state.Complete(state.Run, Crashed, Now);
        Assert.True(state.NotBefore > Now);
        Assert.True(state.EndUnrun(Outcome.Cancelled, "no more", Now));
        Assert.False(state.Assign(Command(2), Now));
        Assert.Equal((Outcome.Cancelled, 2, null), (state.Result!.Outcome, state.Result.Attempts, state.NotBefore));
    }

    [Fact]
    public void Cancelling_ends_a_test_once()
    {
        var state = Assigned();
        Assert.True(state.EndUnrun(Outcome.Cancelled, "no more", Now));
        Assert.False(state.EndUnrun(Outcome.TimedOut, "late", Now));
        Assert.False(state.Complete(new RunKey("t", 1, 0), Passed, Now).Accepted);
        Assert.Equal(Outcome.Cancelled, state.Result!.Outcome);
    }

    [Fact]
    public void The_state_survives_its_json_and_keeps_fields_of_a_later_version()
    {
        var state = Assigned();
        state.Complete(state.Run, Crashed, Now);
        var json = JsonSerializer.Serialize(state, BridgeJson.Options).Insert(1, "\"from_the_future\":{\"a\":[1]},");
        var back = JsonSerializer.Deserialize<TestState>(json, BridgeJson.Options)!;
        Assert.Equal(SubmitStatus.Known, back.Submit(Requirements, Now));
        Assert.Contains("\"from_the_future\":{\"a\":[1]}", JsonSerializer.Serialize(back, BridgeJson.Options), StringComparison.Ordinal);
    }
}
