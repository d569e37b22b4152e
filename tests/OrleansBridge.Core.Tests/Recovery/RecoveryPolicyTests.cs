using OrleansBridge.Core.Recovery;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Tests.Recovery;

public class RecoveryPolicyTests
{
    private static FailedAttempt Failed(FailureKind kind, string worker = "w", string browser = "chrome", string backend = "wasm") => new(kind, worker, browser, backend);

    private static TestRequirements Test(RecoveryStrategy strategy = RecoveryStrategy.Progressive) => Farm.Test() with { RecoveryStrategy = strategy };

    /// <summary>The rungs climbed when the same failure comes again and again.</summary>
    private static List<Rung?> Climb(TestRequirements test, params FailureKind[] kinds) =>
        [.. Enumerable.Range(1, kinds.Length).Select(n => RecoveryPolicy.Next(test, [.. kinds.Take(n).Select(k => Failed(k))]).Rung)];

    private static FailureKind[] Times(int times, FailureKind kind) => [.. Enumerable.Repeat(kind, times)];

    [Theory]
    [InlineData(FailureKind.ModelError)]
    [InlineData(FailureKind.Mismatch)]
    [InlineData(FailureKind.BackendFallback)]
    public void The_tests_own_failure_is_never_tried_again(FailureKind kind) =>
        Assert.Equal(RecoveryDecision.End, RecoveryPolicy.Next(Test() with { AllowSimulated = true }, [Failed(kind)]));

    [Theory]
    [InlineData(FailureKind.Connection)]
    [InlineData(FailureKind.TimeOut)]
    public void Progressive_climbs_one_rung_for_each_failure(FailureKind kind) =>
        Assert.Equal([Rung.Retry, Rung.Restart, Rung.OtherBrowser, Rung.OtherWorker, null], Climb(Test(), Times(5, kind)));

    [Theory]
    [InlineData(FailureKind.Launch)]
    [InlineData(FailureKind.Crash)]
    [InlineData(FailureKind.OutOfMemory)]
    public void Launch_failures_and_crashes_start_at_restart(FailureKind kind) =>
        Assert.Equal([Rung.Restart, Rung.OtherBrowser, Rung.OtherWorker, Rung.OtherWorker, null], Climb(Test(), Times(5, kind)));

    [Fact]
    public void A_lost_device_starts_at_restart_and_takes_another_backend_next()
    {
        Assert.Equal([Rung.Restart, Rung.OtherBackend, Rung.OtherBrowser, Rung.OtherWorker, null], Climb(Test(), Times(5, FailureKind.DeviceLost)));
        var next = RecoveryPolicy.Next(Test(), [Failed(FailureKind.DeviceLost, backend: "webgpu"), Failed(FailureKind.DeviceLost, backend: "webgpu")]);
        Assert.Equal(["w/chrome"], next.Where.Prefer);
        Assert.Equal(["*/*/webgpu"], next.Where.Avoid);
    }

    [Fact]
    public void Immediate_goes_straight_to_another_browser_whatever_failed() => Assert.All(
        new[] { FailureKind.Connection, FailureKind.Launch, FailureKind.Crash, FailureKind.DeviceLost },
        kind => Assert.Equal([Rung.OtherBrowser, Rung.OtherWorker], Climb(Test(RecoveryStrategy.Immediate), Times(2, kind))));

    [Fact]
    public void A_kind_that_starts_lower_does_not_lead_back_down() =>
        Assert.Equal([Rung.Restart, Rung.OtherBrowser, Rung.OtherWorker], Climb(Test(), FailureKind.Crash, FailureKind.Connection, FailureKind.TimeOut));

    [Fact]
    public void A_required_browser_leaves_out_other_browsers_and_a_required_backend_other_backends()
    {
        var test = Test() with { BrowserRequirements = new() { Required = "chrome" }, Backend = new() { Required = "webgpu" } };
        Assert.Equal([Rung.Restart, Rung.OtherWorker], Climb(test, Times(2, FailureKind.DeviceLost)));
    }

    [Fact]
    public void Little_fault_tolerance_only_retries_and_none_does_nothing()
    {
        Assert.Equal([Rung.Retry, Rung.Retry, null], Climb(Test() with { FaultToleranceLevel = FaultToleranceLevel.Low, MaxAttempts = 3 }, Times(3, FailureKind.Crash)));
        Assert.Equal([null], Climb(Test() with { FaultToleranceLevel = FaultToleranceLevel.Low }, FailureKind.TimeOut));
        Assert.Equal([null], Climb(Test() with { FaultToleranceLevel = FaultToleranceLevel.None, AllowSimulated = true }, FailureKind.Crash));
    }

    [Fact]
    public void Retry_and_restart_stay_and_only_restart_asks_for_a_fresh_browser()
    {
        var retry = RecoveryPolicy.Next(Test(), [Failed(FailureKind.Connection)]);
        var restart = RecoveryPolicy.Next(Test(), [Failed(FailureKind.Crash)]);
        Assert.Equal(["w/chrome"], retry.Where.Prefer);
        Assert.Equal(["w/chrome"], restart.Where.Prefer);
        Assert.Equal((false, true), (retry.Fresh, restart.Fresh));
    }

    [Theory]
    [InlineData(ModelTypes.TextEmbedding, "edge", "*/chrome,*/firefox")]
    [InlineData(ModelTypes.Audio, "firefox", "*/chrome,*/edge")]
    [InlineData(ModelTypes.Vision, "chrome", "*/edge,*/firefox")]
    [InlineData(ModelTypes.Vision, "firefox", "*/chrome,*/edge")]
    public void Another_browser_is_taken_in_the_model_types_order(string modelType, string failed, string order)
    {
        var next = RecoveryPolicy.Next(Farm.Test(modelType) with { RecoveryStrategy = RecoveryStrategy.Immediate }, [Failed(FailureKind.Crash, browser: failed)]);
        Assert.Equal(order.Split(','), next.Where.Prefer);
        Assert.Equal(["w/" + failed, "*/" + failed], next.Where.Avoid);
    }

    [Fact]
    public void Excluded_browsers_are_not_wished_for()
    {
        var test = Test(RecoveryStrategy.Immediate) with { BrowserRequirements = new() { Excluded = ["edge"] } };
        Assert.Equal(["*/firefox"], RecoveryPolicy.Next(test, [Failed(FailureKind.Crash)]).Where.Prefer);
    }

    [Fact]
    public void Another_worker_leaves_every_worker_on_which_it_failed() =>
        Assert.Equal(
            ["a/chrome", "b/edge", "a/*", "b/*"],
            RecoveryPolicy.Next(Test(RecoveryStrategy.Immediate), [Failed(FailureKind.Crash, "a"), Failed(FailureKind.Crash, "b", "edge")]).Where.Avoid);

    [Fact]
    public void When_no_attempt_is_left_only_a_test_that_allows_it_is_simulated()
    {
        var last = Times(5, FailureKind.Crash);
        Assert.Null(Climb(Test(), last)[^1]);
        Assert.Equal(Rung.Simulate, Climb(Test() with { AllowSimulated = true }, last)[^1]);
        Assert.False(RecoveryPolicy.Exhausted(Test() with { AllowSimulated = true }).Again);
    }

    [Fact]
    public void A_poison_test_gets_no_more_than_five_browsers_to_break()
    {
        var test = Test() with { MaxAttempts = 100 };
        Assert.NotNull(Climb(test, Times(4, FailureKind.Crash))[^1]);
        Assert.Null(Climb(test, Times(5, FailureKind.Crash))[^1]);
        Assert.NotNull(Climb(test, Times(50, FailureKind.Launch))[^1]);
    }
}
