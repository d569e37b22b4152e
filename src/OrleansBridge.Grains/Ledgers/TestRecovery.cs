using OrleansBridge.Core.Recovery;
using OrleansBridge.Results;

namespace OrleansBridge.Grains.Ledgers;

/// <summary>What a failed attempt does to a test: another one elsewhere, or its end.</summary>
internal static class TestRecovery
{
    /// <param name="state">The test, still assigned.</param>
    /// <param name="failed">The attempt's result.</param>
    /// <param name="simulated">What to end with where the test allows it and no attempt is left, or null.</param>
    /// <param name="now">The time.</param>
    /// <returns>Whether it was queued again.</returns>
    public static bool Recover(this TestState state, TestResult failed, TestResult? simulated, DateTimeOffset now)
    {
        state.FailedAttempts++;
        state.Failures.Add(new FailedAttempt(failed.Failure, state.Worker!, state.Browser!, state.Backend!));
        var next = RecoveryPolicy.Next(state.Requirements!, state.Failures);
        if (next.Again && now + next.Delay >= state.DeadlineAt)
        {
            next = RecoveryPolicy.Exhausted(state.Requirements!);
        }

        if (next.Rung is not { } rung || (rung == Rung.Simulate && simulated is null))
        {
            state.Conclude(failed, state.FailedAttempts, now);
            return false;
        }

        state.Recovery.Add(new RecoveryStep(rung.Step(), now, $"{failed.Reason ?? failed.Failure.ToString()} ({state.Worker}/{state.Browser}/{state.Backend})", false));
        if (rung == Rung.Simulate)
        {
            state.Conclude(simulated!, state.FailedAttempts, now);
            return false;
        }

        state.Queue(next, now);
        state.Note("failed", now, failed.Reason);
        return true;
    }

    private static void Queue(this TestState state, RecoveryDecision next, DateTimeOffset now)
    {
        state.Free(now + next.Delay);
        state.Avoid = [.. next.Where.Avoid];
        state.Prefer = [.. next.Where.Prefer];
        state.PreferUntil = state.Prefer.Count > 0 ? state.NotBefore + RecoveryWishes.Patience : null;
        state.Fresh = next.Fresh;
    }
}
