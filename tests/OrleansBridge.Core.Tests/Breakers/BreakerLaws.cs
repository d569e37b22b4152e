using FsCheck;
using FsCheck.Fluent;
using OrleansBridge.Core.Breakers;

namespace OrleansBridge.Core.Tests.Breakers;

public class BreakerLaws
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static Arbitrary<List<(bool Ok, int After)>> Runs => (
        from runs in Gen.ListOf(from ok in Gen.Elements(true, false) from after in Gen.Choose(0, 40) select (ok, after))
        select runs.ToList()).ToArbitrary();

    private static IEnumerable<(Breaker Before, Breaker After, DateTimeOffset At, bool Ok)> Play(IEnumerable<(bool Ok, int After)> runs)
    {
        var (breaker, now) = (new Breaker(new BreakerOptions()), Start);
        foreach (var (ok, after) in runs)
        {
            now = now.AddSeconds(after);
            var next = ok ? breaker.Succeed(now) : breaker.Fail(now);
            yield return (breaker, next, now, ok);
            breaker = next;
        }
    }

    [Fact]
    public void Success_never_opens_and_failure_never_closes() => Prop.ForAll(Runs, runs => Play(runs).All(s =>
        s.Ok ? s.After.At(s.At) <= s.Before.At(s.At) || s.Before.At(s.At) == BreakerPhase.Closed && s.After.At(s.At) == BreakerPhase.Closed
            : s.After.At(s.At) >= s.Before.At(s.At))).QuickCheckThrowOnFailure();

    [Fact]
    public void Cool_downs_stay_between_their_bounds() => Prop.ForAll(Runs, runs => Play(runs).All(s =>
        s.After.OpenUntil is null || (s.After.CoolDown >= TimeSpan.FromSeconds(30) && s.After.CoolDown <= TimeSpan.FromMinutes(5)))).QuickCheckThrowOnFailure();

    [Fact]
    public void An_open_breaker_always_becomes_half_open_and_three_successes_always_close_it() => Prop.ForAll(Runs, runs =>
    {
        var last = Play(runs).Select(s => s.After).LastOrDefault();
        if (last?.OpenUntil is not { } until)
        {
            return true;
        }

        return last.At(until) == BreakerPhase.HalfOpen && last.Succeed(until).Succeed(until).Succeed(until).At(until) == BreakerPhase.Closed;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Forgiving_a_test_that_was_not_heard_changes_nothing() => Prop.ForAll(Runs, runs =>
        Play(runs).All(s => ReferenceEquals(s.After, s.After.Forgive("stranger", s.At)))).QuickCheckThrowOnFailure();
}
