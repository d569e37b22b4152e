using OrleansBridge.Core.Recovery;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Tests.Recovery;

public class AttemptPolicyTests
{
    private static AttemptDecision After(int failed, FailureKind kind = FailureKind.Crash, RecoveryStrategy strategy = RecoveryStrategy.Progressive) =>
        AttemptPolicy.Next(Farm.Test() with { RecoveryStrategy = strategy }, kind, failed, "w", "chrome");

    [Theory]
    [InlineData(FailureKind.ModelError)]
    [InlineData(FailureKind.Mismatch)]
    [InlineData(FailureKind.BackendFallback)]
    [InlineData(FailureKind.TimeOut)]
    public void The_tests_own_failure_ends_it(FailureKind kind) => Assert.False(After(1, kind).Again);

    [Fact]
    public void Progressive_retries_then_leaves_the_browser_then_the_worker() =>
        Assert.Equal(["retry", "other_browser", "other_browser", "other_worker"], Enumerable.Range(1, 4).Select(n => After(n).Step));

    [Fact]
    public void Immediate_leaves_the_browser_at_once() => Assert.Equal(["w/chrome"], After(1, strategy: RecoveryStrategy.Immediate).Avoid);

    [Fact]
    public void Attempts_are_bounded() => Assert.False(After(5).Again);

    [Fact]
    public void Backing_off_grows_and_is_bounded()
    {
        var delays = Enumerable.Range(1, 30).Select(n => AttemptPolicy.Next(Farm.Test() with { MaxAttempts = 100 }, FailureKind.Crash, n, "w", "chrome").Delay).ToList();
        Assert.Equal(delays.Order(), delays);
        Assert.Equal(TimeSpan.FromSeconds(10), delays[^1]);
    }
}
