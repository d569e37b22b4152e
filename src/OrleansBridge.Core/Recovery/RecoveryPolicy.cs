using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Recovery;

/// <summary>
/// Walks a test's <see cref="Ladder"/>: each failure climbs at least one rung, and its kind says which is the lowest that
/// makes sense. The last rung repeats while <c>max_attempts</c> allows it.
/// </summary>
public static class RecoveryPolicy
{
    /// <param name="test">The test.</param>
    /// <param name="history">Its failed attempts, oldest first; the last one is to be answered.</param>
    public static RecoveryDecision Next(TestRequirements test, IReadOnlyList<FailedAttempt> history)
    {
        var rungs = Ladder.Of(test).Rungs;
        if (rungs.Count == 0 || FailureClass.Of(history[^1].Kind).IsTheTestsOwn)
        {
            return RecoveryDecision.End;
        }

        if (history.Count >= test.MaxAttempts || Poison.IsProven(history) || IsOwnHang(test, history))
        {
            return Exhausted(test);
        }

        var rung = Climb(test, [.. rungs.Where(r => r != Rung.Simulate)], history);
        return new RecoveryDecision(rung, BackOff.After(history.Count, BackOff.SeedOf(test.TestId ?? test.ModelId)), Where(rung, test, history), rung == Rung.Restart);
    }

    /// <summary>With little fault tolerance a run that never returned is not waited for again: mostly it is the model.</summary>
    private static bool IsOwnHang(TestRequirements test, IReadOnlyList<FailedAttempt> history) =>
        test.FaultToleranceLevel == FaultToleranceLevel.Low && history[^1].Kind == FailureKind.TimeOut;

    /// <summary>What follows when no attempt is left, or no time for one.</summary>
    public static RecoveryDecision Exhausted(TestRequirements test) =>
        test.AllowSimulated && Ladder.Of(test).Rungs.Contains(Rung.Simulate) ? RecoveryDecision.Simulate : RecoveryDecision.End;

    private static Rung Climb(TestRequirements test, IReadOnlyList<Rung> rungs, IReadOnlyList<FailedAttempt> history)
    {
        var at = -1;
        for (var n = 1; n <= history.Count; n++)
        {
            var upTo = history.Take(n).ToList();
            var start = FailureClass.Of(upTo[^1].Kind).Start;
            var next = Enumerable.Range(at + 1, rungs.Count - at - 1).Where(i => rungs[i] >= start && Applies(rungs[i], test, upTo)).ToList();
            at = next.Count > 0 ? next[0] : rungs.Count - 1;
        }

        return rungs[at];
    }

    private static bool Applies(Rung rung, TestRequirements test, IReadOnlyList<FailedAttempt> history) => rung switch
    {
        Rung.OtherBackend => test.Backend.Required is null && history.Any(f => f.Kind == FailureKind.DeviceLost),
        Rung.OtherBrowser => test.BrowserRequirements.Required is null,
        _ => true,
    };

    private static RecoveryWishes Where(Rung rung, TestRequirements test, IReadOnlyList<FailedAttempt> history)
    {
        var last = history[^1];
        var here = $"{last.Worker}/{last.Browser}";
        var places = history.Select(f => $"{f.Worker}/{f.Browser}");
        return rung switch
        {
            Rung.Retry or Rung.Restart => new([here], []),
            Rung.OtherBackend => new([here], [.. history.Where(f => f.Kind == FailureKind.DeviceLost).Select(f => PlacePattern.OfBackend(f.Backend)).Distinct()]),
            Rung.OtherBrowser => new(
                [.. FallbackOrder.Of(test.ModelType).Except(history.Select(f => f.Browser)).Except(test.BrowserRequirements.Excluded).Select(b => $"*/{b}")],
                [.. places.Concat(history.Select(f => $"*/{f.Browser}")).Distinct()]),
            _ => new([], [.. places.Concat(history.Select(f => $"{f.Worker}/*")).Distinct()]),
        };
    }
}
