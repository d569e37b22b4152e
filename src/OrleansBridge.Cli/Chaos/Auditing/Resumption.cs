using OrleansBridge.Cli.Chaos.Faults;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Chaos.Auditing;

/// <summary>How soon work went on after a fault, from the ledgers' own history.</summary>
internal static class Resumption
{
    /// <summary>
    /// Seconds from the fault's end until some test was assigned or ended, and, where the fault ended runs, until each of those
    /// was too or was in the queue again: which of the queue has an instance first is up to the plan. A killed browser's own test has to be
    /// assigned. Null: no test was there to go on with.
    /// </summary>
    /// <param name="fault">The fault.</param>
    /// <param name="changes">All changes, oldest first.</param>
    internal static double? Of(Injection fault, IReadOnlyList<LedgerChange> changes)
    {
        var first = changes.FirstOrDefault(c => c.At > fault.Ended && IsProgress(c));
        double? seconds = first is null ? null : (first.At - fault.Ended).TotalSeconds;
        var ended = fault.EndsRuns ? Victims(fault, changes) : fault.Test is { } test ? [test] : [];
        foreach (var again in ended.Select(v => Again(v, fault, changes)))
        {
            seconds = Math.Max(seconds ?? 0, (again - fault.Ended)?.TotalSeconds ?? double.PositiveInfinity);
        }

        return seconds;
    }

    /// <summary>Seconds until a killed browser's death was in the ledger, and until its test had a place again.</summary>
    internal static (double? Notice, double? Rerun) OfCrash(Injection crash, IReadOnlyList<LedgerChange> changes)
    {
        var after = changes.Where(c => c.TestId == crash.Test && c.At > crash.Begun).ToList();
        var rerun = after.Find(c => c.Kind == "assigned");
        return after.Count > 0 && after[0].Kind == "failed"
            ? ((after[0].At - crash.Begun).TotalSeconds, (rerun?.At - crash.Begun)?.TotalSeconds)
            : (null, null);
    }

    /// <summary>Seconds from a lost worker's last heartbeat until each of its tests had been taken back, and until each had a place again.</summary>
    internal static (double? TakenBack, double? Rerun) OfLoss(Injection loss, IReadOnlyList<LedgerChange> changes)
    {
        if (loss.LastHeard is not { } heard)
        {
            return (null, null);
        }

        var after = Victims(loss, changes).Select(v => changes.Where(c => c.TestId == v && c.At > loss.Begun).ToList()).Where(c => c.Count > 0 && c[0].Kind == "requeued").ToList();
        return (after.Max(c => (double?)(c[0].At - heard).TotalSeconds), after.Max(c => (c.Find(IsProgress)?.At - heard)?.TotalSeconds));
    }

    /// <summary>Tests that were assigned where the fault struck.</summary>
    private static IEnumerable<string> Victims(Injection fault, IReadOnlyList<LedgerChange> changes) => changes
        .Where(c => c.At <= fault.Begun && c.Kind != "refused").GroupBy(c => c.TestId).Select(g => g.OrderBy(c => c.Version).Last())
        .Where(c => c.Kind is "assigned" or "moved" && (fault.Worker is null || c.Worker == fault.Worker))
        .Select(c => c.TestId);

    private static DateTimeOffset? Again(string testId, Injection fault, IReadOnlyList<LedgerChange> changes) =>
        changes.FirstOrDefault(c => c.TestId == testId && c.At > fault.Begun && (IsProgress(c) || (fault.EndsRuns && c.Kind == "requeued")))?.At;

    private static bool IsProgress(LedgerChange change) => change.Kind is "assigned" or "moved" or "completed";
}
