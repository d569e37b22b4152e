using OrleansBridge.Core.Breakers;

namespace OrleansBridge.Core.Tests.Breakers;

public class BreakerTests
{
    private static readonly BreakerOptions Options = new();
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset At(double seconds) => Start.AddSeconds(seconds);

    private static Breaker Failing(int times, double at = 0, Breaker? breaker = null) =>
        Enumerable.Range(0, times).Aggregate(breaker ?? new Breaker(Options), (b, _) => b.Fail(At(at)));

    private static Breaker Succeeding(int times, double at, Breaker breaker) =>
        Enumerable.Range(0, times).Aggregate(breaker, (b, _) => b.Succeed(At(at)));

    [Fact]
    public void It_opens_after_five_failures_in_a_row()
    {
        Assert.Equal(BreakerPhase.Closed, Failing(4).At(At(0)));
        Assert.Equal(BreakerPhase.Open, Failing(5).At(At(0)));
        Assert.Equal(BreakerPhase.Closed, Failing(4, 0, Failing(4).Succeed(At(0))).At(At(0)));
    }

    [Fact]
    public void It_opens_when_half_of_enough_recent_runs_fail()
    {
        Breaker Alternating(int pairs, double every) =>
            Enumerable.Range(0, pairs).Aggregate(new Breaker(Options), (b, i) => b.Succeed(At(i * every)).Fail(At(i * every)));
        Assert.Equal(BreakerPhase.Closed, Alternating(4, 1).At(At(4)));
        Assert.Equal(BreakerPhase.Open, Alternating(5, 1).At(At(5)));
        Assert.Equal(BreakerPhase.Closed, Alternating(20, 60).At(At(1200)));
    }

    [Fact]
    public void After_its_cool_down_it_is_half_open_and_three_successes_close_it()
    {
        var open = Failing(5);
        Assert.Equal(BreakerPhase.Open, open.At(At(29.9)));
        Assert.Equal(BreakerPhase.HalfOpen, open.At(At(30)));
        Assert.Equal(BreakerPhase.HalfOpen, Succeeding(2, 31, open).At(At(31)));
        Assert.Equal(BreakerPhase.Closed, Succeeding(3, 31, open).At(At(31)));
    }

    [Fact]
    public void A_failed_probe_doubles_the_cool_down_up_to_five_minutes()
    {
        var breaker = Failing(5);
        var coolDowns = new List<double>();
        for (var probe = 0; probe < 6; probe++)
        {
            coolDowns.Add(breaker.CoolDown.TotalSeconds);
            breaker = breaker.Fail(breaker.OpenUntil!.Value);
        }

        Assert.Equal([30, 60, 120, 240, 300, 300], coolDowns);
    }

    [Fact]
    public void Once_closed_it_starts_anew()
    {
        var again = Failing(5, 40, Succeeding(3, 31, Failing(5)));
        Assert.Equal(30, again.CoolDown.TotalSeconds);
        Assert.Equal(BreakerPhase.Closed, Failing(4, 40, Succeeding(3, 31, Failing(5))).At(At(40)));
    }

    [Fact]
    public void Failures_of_runs_from_before_it_opened_do_not_prolong_it() => Assert.Equal(At(30), Failing(9, 5, Failing(5)).OpenUntil);

    [Fact]
    public void A_success_while_it_is_open_is_evidence_too() => Assert.Equal(BreakerPhase.HalfOpen, Failing(5).Succeed(At(1)).At(At(1)));

    [Fact]
    public void One_test_alone_does_not_open_it()
    {
        var breaker = Enumerable.Range(0, 9).Aggregate(new Breaker(Options), (b, _) => b.Fail(At(0), "poison"));
        Assert.Equal((BreakerPhase.Closed, 1), (breaker.At(At(0)), breaker.FailuresInARow));
    }

    [Fact]
    public void A_test_that_is_forgiven_is_as_if_it_had_not_been()
    {
        var open = Failing(4).Fail(At(0), "poison");
        Assert.Equal(BreakerPhase.Open, open.At(At(1)));
        Assert.Equal((BreakerPhase.Closed, 4), (open.Forgive("poison", At(1)).At(At(1)), open.Forgive("poison", At(1)).FailuresInARow));
        Assert.Equal(BreakerPhase.Open, Failing(5).Forgive("poison", At(1)).At(At(1)));
    }

    [Fact]
    public void Only_failures_that_still_count_keep_it_from_being_forgotten()
    {
        Assert.False(Failing(1).IsIdle(At(60)));
        Assert.True(Failing(1).IsIdle(At(121)));
        Assert.False(Failing(5).IsIdle(At(10_000)));
    }
}
