using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Recovery;

/// <summary>
/// Decides whether a failed attempt is followed by another and where: first the same place, then another browser type,
/// then another worker, bounded by <c>max_attempts</c>. The model's own failures are never retried.
/// </summary>
public static class AttemptPolicy
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    /// <summary>Whether the failure is the browser's or the machine's, so that another attempt makes sense.</summary>
    public static bool IsTransient(FailureKind failure) => failure is
        FailureKind.Launch or FailureKind.Connection or FailureKind.Crash or FailureKind.OutOfMemory or FailureKind.DeviceLost;

    /// <param name="test">The test.</param>
    /// <param name="failure">What ended the attempt.</param>
    /// <param name="failed">Attempts that have failed, this one included.</param>
    /// <param name="worker">Where it ran.</param>
    /// <param name="browser">On which browser type.</param>
    public static AttemptDecision Next(TestRequirements test, FailureKind failure, int failed, string worker, string browser)
    {
        if (!IsTransient(failure) || failed >= test.MaxAttempts || test.FaultToleranceLevel == FaultToleranceLevel.None)
        {
            return AttemptDecision.End;
        }

        var rung = failed + (test.RecoveryStrategy == RecoveryStrategy.Immediate ? 1 : 0);
        var delay = TimeSpan.FromTicks(Math.Min(FirstDelay.Ticks << Math.Min(failed - 1, 10), LongestDelay.Ticks));
        return rung switch
        {
            1 => new AttemptDecision(true, "retry", delay, []),
            2 => new AttemptDecision(true, "other_browser", delay, [worker + "/" + browser]),
            3 => new AttemptDecision(true, "other_browser", delay, ["*/" + browser]),
            _ => new AttemptDecision(true, "other_worker", delay, [worker + "/*"]),
        };
    }
}
