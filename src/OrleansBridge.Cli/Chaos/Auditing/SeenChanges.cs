using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Chaos.Auditing;

/// <summary>When changes were seen whose own time may be wrong, as a silo with a wrong clock made them.</summary>
internal sealed class SeenChanges
{
    private readonly Dictionary<(string Test, long Version), (DateTimeOffset Said, DateTimeOffset? Seen)> _changes = [];

    /// <summary>Those made before: their times are right.</summary>
    internal void Trust(IEnumerable<LedgerChange> changes) => Note(changes, null);

    /// <summary>Notes now as the time of those not seen before.</summary>
    internal void See(IEnumerable<LedgerChange> changes, DateTimeOffset now) => Note(changes, now);

    /// <summary>Changes whose own time is at least so far from when they were seen.</summary>
    internal int Wrong(TimeSpan by) => _changes.Values.Count(c => c.Seen is { } seen && (c.Said - seen).Duration() >= by);

    /// <summary>All changes by the time they were seen, where their own may be wrong; each test's in the order they were made.</summary>
    internal IReadOnlyList<LedgerChange> Correct(IReadOnlyList<LedgerChange> changes) =>
        [.. changes.Select(c => _changes.GetValueOrDefault((c.TestId, c.Version)).Seen is { } seen ? c with { At = seen } : c).OrderBy(c => c.At).ThenBy(c => c.Version)];

    private void Note(IEnumerable<LedgerChange> changes, DateTimeOffset? seen)
    {
        foreach (var change in changes)
        {
            _changes.TryAdd((change.TestId, change.Version), (change.At, seen));
        }
    }
}
