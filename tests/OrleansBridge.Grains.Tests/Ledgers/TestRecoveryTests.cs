using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Placement;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Grains.Tests.Ledgers;

public class TestRecoveryTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TestResult Passed = new() { TestId = "t", ModelId = "m", ModelType = "generic", Outcome = Outcome.Passed };
    private static readonly TestResult Simulated = Passed with { Outcome = Outcome.Simulated, Failure = FailureKind.Crash };

    private static TestResult Failed(FailureKind kind) => Passed with { Outcome = Outcome.Failed, Failure = kind, Reason = "gone" };

    private static TestState Assigned(Func<TestRequirements, TestRequirements>? change = null)
    {
        var state = new TestState();
        var requirements = new TestRequirements { TestId = "t", ModelId = "m" };
        state.Submit(change?.Invoke(requirements) ?? requirements, Now);
        Assign(state);
        return state;
    }

    private static void Assign(TestState state) => Assert.True(state.Assign(
        new AssignCommand(state.Epoch, "w", 1, "chrome", "wasm", new PlacementExplanation(new Dictionary<string, double>(), 1, [])), Now));

    private static CompleteReply Fail(TestState state, FailureKind kind, TestResult? simulated = null) => state.Complete(state.Run, Failed(kind), Now, simulated);

    [Fact]
    public void A_crash_asks_for_a_fresh_browser_at_the_same_place_and_waits_for_it_a_moment()
    {
        var state = Assigned();
        Assert.True(Fail(state, FailureKind.Crash).Again);
        Assert.True(state.Fresh);
        Assert.Equal(["w/chrome"], state.ToSnapshot()!.ToQueued().Prefer);
        Assert.True(state.PreferUntil > state.NotBefore);
    }

    [Fact]
    public void What_recovery_wants_survives_a_lost_worker_and_not_the_next_rung()
    {
        var state = Assigned();
        Fail(state, FailureKind.Crash);
        Assign(state);
        state.Requeue(state.Run, "lost", Now);
        Assert.True(state.Fresh);
        Assign(state);
        Fail(state, FailureKind.Connection);
        Assert.False(state.Fresh);
        Assert.Contains("*/chrome", state.Avoid);
    }

    [Fact]
    public void A_time_out_is_tried_again_and_the_tests_own_failure_is_not()
    {
        Assert.True(Fail(Assigned(), FailureKind.TimeOut).Again);
        Assert.False(Fail(Assigned(), FailureKind.ModelError).Again);
    }

    [Fact]
    public void The_tests_own_failure_after_a_restart_shows_that_the_restart_helped()
    {
        var state = Assigned();
        Fail(state, FailureKind.Crash);
        Assign(state);
        Fail(state, FailureKind.Mismatch);
        Assert.True(Assert.Single(state.Result!.Recovery).Ok);
        Assert.Equal(2, state.Result.Attempts);
    }

    [Fact]
    public void A_poison_test_ends_as_failed_with_its_history()
    {
        var state = Assigned(r => r with { MaxAttempts = 100 });
        while (Fail(state, FailureKind.Crash).Again)
        {
            Assign(state);
        }

        Assert.Equal((Outcome.Failed, 5), (state.Result!.Outcome, state.Result.Attempts));
        Assert.Equal(["restart", "other_browser", "other_worker", "other_worker"], state.Result.Recovery.Select(r => r.Step));
        Assert.All(state.Result.Recovery, r => Assert.False(r.Ok));
    }

    [Fact]
    public void Only_a_test_that_allows_it_ends_as_simulated_and_only_from_a_history()
    {
        Assert.Equal(Outcome.Failed, Last(Assigned(r => r with { MaxAttempts = 1 }), Simulated).Outcome);
        Assert.Equal(Outcome.Failed, Last(Assigned(r => r with { MaxAttempts = 1, AllowSimulated = true }), null).Outcome);
        var simulated = Last(Assigned(r => r with { MaxAttempts = 1, AllowSimulated = true }), Simulated);
        Assert.Equal((Outcome.Simulated, "simulate", 1), (simulated.Outcome, Assert.Single(simulated.Recovery).Step, simulated.Attempts));
    }

    [Fact]
    public void No_attempt_begins_after_the_deadline()
    {
        // The third attempt would come after 50 ms at least.
        var state = Assigned(r => r with { Deadline = .01 });
        Assert.True(Fail(state, FailureKind.Crash).Again);
        Assign(state);
        Assert.Equal(Outcome.Failed, Last(state, null).Outcome);
    }

    private static TestResult Last(TestState state, TestResult? simulated)
    {
        Assert.False(Fail(state, FailureKind.Crash, simulated).Again);
        return state.Result!;
    }
}
