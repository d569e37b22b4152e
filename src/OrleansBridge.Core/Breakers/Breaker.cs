using System.Collections.Immutable;

namespace OrleansBridge.Core.Breakers;

/// <summary>
/// A circuit breaker as a value: what it heard, and how it stands at a given time. Knows neither a clock nor what it guards.
/// </summary>
public sealed record Breaker(BreakerOptions Options)
{
    private const int MostHeard = 64;

    /// <summary>Runs heard of, oldest first.</summary>
    private ImmutableList<HeardRun> Heard { get; init; } = [];

    /// <summary>When the cool-down ends. Null: it is closed.</summary>
    public DateTimeOffset? OpenUntil { get; private init; }

    /// <summary>The current or last cool-down.</summary>
    public TimeSpan CoolDown { get; private init; }

    /// <summary>Probes that succeeded since it opened.</summary>
    public int Proven { get; private init; }

    /// <summary>Failures in a row, a test's repeated ones once.</summary>
    public int FailuresInARow => Heard.Reverse().TakeWhile(r => !r.Ok).Count();

    /// <summary>Whether forgetting it would change nothing.</summary>
    public bool IsIdle(DateTimeOffset now) => OpenUntil is null && !Heard.Exists(r => !r.Ok && r.At > now - Options.Window);

    public BreakerPhase At(DateTimeOffset now) =>
        OpenUntil is not { } until ? BreakerPhase.Closed
        : now >= until || Proven > 0 ? BreakerPhase.HalfOpen
        : BreakerPhase.Open;

    /// <summary>How it stands, for people.</summary>
    public string Describe(DateTimeOffset now) => At(now) switch
    {
        BreakerPhase.Open => $"open for {(OpenUntil!.Value - now).TotalSeconds:0} s more",
        BreakerPhase.HalfOpen => $"half open: {Proven} of {Options.SuccessesToClose} probes passed",
        _ => "closed",
    };

    /// <summary>A run succeeded.</summary>
    public Breaker Succeed(DateTimeOffset now)
    {
        if (OpenUntil is null)
        {
            return Hear(new HeardRun(now, true, null));
        }

        // Also while it is open: a run from before, or a probe for want of a better place, is evidence as good as any.
        return Proven + 1 >= Options.SuccessesToClose ? new Breaker(Options) : this with { Proven = Proven + 1 };
    }

    /// <summary>A run failed in a way that may be the fault of what is guarded.</summary>
    /// <param name="now">When.</param>
    /// <param name="test">The test that is a suspect too: its repeated failures count once. Null: it cannot be the test's fault.</param>
    public Breaker Fail(DateTimeOffset now, string? test = null)
    {
        // What still runs from before it opened says nothing new.
        if (At(now) == BreakerPhase.Open || (test is not null && Heard.Exists(r => r.Test == test)))
        {
            return this;
        }

        var heard = Hear(new HeardRun(now, false, test));
        return OpenUntil is not null ? heard.Open(now, TimeSpan.FromTicks(Math.Min(CoolDown.Ticks * 2, Options.LongestCoolDown.Ticks)))
            : heard.IsDue(now) ? heard.Open(now, Options.CoolDown)
            : heard;
    }

    /// <summary>A test that failed here passed elsewhere: it was not the test, so its failure counts, if it does not already.</summary>
    public Breaker Blame(string test, DateTimeOffset now) => OpenUntil is null ? Fail(now, test) : this;

    /// <summary>A test turned out to fail everywhere: what it was counted for is taken back.</summary>
    public Breaker Forgive(string test, DateTimeOffset now)
    {
        if (!Heard.Exists(r => r.Test == test))
        {
            return this;
        }

        var without = this with { Heard = Heard.RemoveAll(r => r.Test == test) };
        return OpenUntil is null || without.IsDue(now) ? without : new Breaker(Options) { Heard = without.Heard };
    }

    private Breaker Hear(HeardRun run) => this with { Heard = (Heard.Count < MostHeard ? Heard : Heard.RemoveAt(0)).Add(run) };

    private Breaker Open(DateTimeOffset now, TimeSpan coolDown) => this with { OpenUntil = now + coolDown, CoolDown = coolDown, Proven = 0 };

    private bool IsDue(DateTimeOffset now)
    {
        var recent = Heard.FindAll(r => r.At > now - Options.Window);
        return FailuresInARow >= Options.FailuresInARow
            || (recent.Count >= Options.LeastRuns && recent.Count(r => !r.Ok) >= Options.ErrorRate * recent.Count);
    }

    private sealed record HeardRun(DateTimeOffset At, bool Ok, string? Test);
}
