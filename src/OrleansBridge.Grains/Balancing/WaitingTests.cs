using OrleansBridge.Core.Dispatching.Planning;

namespace OrleansBridge.Grains.Balancing;

/// <summary>Queued tests in the order of their turns.</summary>
internal sealed class WaitingTests
{
    private readonly Dictionary<string, Waiting> _byId = [];
    private readonly SortedSet<Waiting> _order = new(Comparer<Waiting>.Create((a, b) =>
        a.Test.Turn != b.Test.Turn ? a.Test.Turn.CompareTo(b.Test.Turn) : string.CompareOrdinal(a.Queued.Requirements.TestId, b.Queued.Requirements.TestId)));

    public int Count => _order.Count;

    public bool Holds(string testId, long epoch) => _byId.TryGetValue(testId, out var waiting) && waiting.Queued.Epoch == epoch;

    /// <summary>The test that waits under an id.</summary>
    public QueuedTest Of(string testId) => _byId[testId].Queued;

    /// <summary>In order; a copy, so that it may change meanwhile.</summary>
    public IReadOnlyList<Waiting> InOrder() => [.. _order];

    /// <summary>Adds a test, or what is newer of it.</summary>
    /// <param name="test">The test.</param>
    /// <param name="now">The present, by the clock of the passes.</param>
    public void Add(QueuedTest test, DateTimeOffset now)
    {
        var id = test.Requirements.TestId!;
        if (_byId.TryGetValue(id, out var held) && held.Queued.Epoch > test.Epoch)
        {
            return;
        }

        Remove(id);
        var turn = WaitingOrder.Turn(test.Requirements, test.SubmittedAt, hadPlace: test.Epoch > 0, again: test.Prefer.Count + test.Avoid.Count > 0);
        var waiting = new Waiting(test, new(test.Requirements, test.SubmittedAt) { Turn = turn, HeardAt = held?.Test.HeardAt ?? now });
        _byId.Add(id, waiting);
        _order.Add(waiting);
    }

    public void Remove(string testId)
    {
        if (_byId.Remove(testId, out var waiting))
        {
            _order.Remove(waiting);
        }
    }
}
