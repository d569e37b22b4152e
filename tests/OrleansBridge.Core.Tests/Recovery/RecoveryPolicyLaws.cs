using FsCheck;
using FsCheck.Fluent;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Tests.Recovery;

public class RecoveryPolicyLaws
{
    private static Gen<List<FailedAttempt>> Histories =>
        from attempts in Gen.NonEmptyListOf(
            from kind in Gen.Elements(FailureKind.Launch, FailureKind.Connection, FailureKind.TimeOut, FailureKind.Crash, FailureKind.OutOfMemory, FailureKind.DeviceLost)
            from worker in Gen.Elements("w1", "w2")
            from browser in Gen.Elements("chrome", "edge", "firefox")
            from backend in Gen.Elements("webgpu", "wasm")
            select new FailedAttempt(kind, worker, browser, backend))
        select attempts.ToList();

    private static Gen<TestRequirements> Tests =>
        from strategy in Gen.Elements(RecoveryStrategy.Progressive, RecoveryStrategy.Immediate)
        from level in Gen.Elements(FaultToleranceLevel.None, FaultToleranceLevel.Low, FaultToleranceLevel.Medium)
        from most in Gen.Choose(1, 12)
        from simulated in Gen.Elements(true, false)
        from required in Gen.Elements(null, "chrome")
        select Farm.Test() with
        {
            RecoveryStrategy = strategy,
            FaultToleranceLevel = level,
            MaxAttempts = most,
            AllowSimulated = simulated,
            BrowserRequirements = new() { Required = required },
        };

    private static Arbitrary<(TestRequirements Test, List<FailedAttempt> History)> Given =>
        (from test in Tests from history in Histories select (test, history)).ToArbitrary();

    [Fact]
    public void Attempts_never_exceed_their_bound() => Prop.ForAll(Given, given =>
        !RecoveryPolicy.Next(given.Test with { MaxAttempts = given.History.Count }, given.History).Again).QuickCheckThrowOnFailure();

    [Fact]
    public void A_ladder_is_never_climbed_down() => Prop.ForAll(Given, given =>
    {
        var rungs = Enumerable.Range(1, given.History.Count).Select(n => RecoveryPolicy.Next(given.Test, given.History[..n]).Rung).OfType<Rung>().ToList();
        return rungs.SequenceEqual(rungs.Order()) && rungs.All(Ladder.Of(given.Test).Rungs.Contains);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Only_a_test_that_allows_it_is_ever_simulated() => Prop.ForAll(Given, given =>
        given.Test.AllowSimulated || RecoveryPolicy.Next(given.Test, given.History).Rung != Rung.Simulate).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_history_has_the_same_answer() => Prop.ForAll(Given, given =>
        RecoveryPolicy.Next(given.Test, given.History).Delay == RecoveryPolicy.Next(given.Test, given.History).Delay).QuickCheckThrowOnFailure();

    [Fact]
    public void The_second_attempt_comes_at_once_and_later_ones_within_half_and_all_of_a_doubling_that_ends_at_ten_seconds() => Prop.ForAll(
        (from failed in Gen.Choose(1, 100) from seed in Gen.Choose(-1_000_000, 1_000_000) select (failed, seed)).ToArbitrary(),
        given =>
        {
            var full = given.failed == 1 ? 0 : Math.Min(.1 * Math.Pow(2, given.failed - 2), 10);
            return BackOff.After(given.failed, given.seed).TotalSeconds is var delay && delay >= full / 2 - 1e-6 && delay <= full + 1e-6;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Tests_that_failed_together_do_not_come_back_together() =>
        Assert.True(Enumerable.Range(0, 100).Select(i => BackOff.After(2, BackOff.SeedOf("test/" + i))).Distinct().Count() > 90);
}
