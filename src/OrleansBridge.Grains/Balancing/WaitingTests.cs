using OrleansBridge.Core.Dispatching.Planning;

namespace OrleansBridge.Grains.Balancing;

/// <summary>
/// Queued tests in the order they get a place: a priority step is worth a minute of waiting, so that no priority
/// starves another and the order never has to be recomputed. A test that had its place and lost it has waited for its
/// priority already: it goes by its age alone. One that is tried again after a failure goes before all: attempts are few.
/// </summary>
internal sealed class WaitingTests
{
    private static readonly TimeSpan PriorityStep = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan RetryLead = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Waiting> _byId = [];
    private readonly SortedSet<Waiting> _order = new(Comparer<Waiting>.Create((a, b) =>
        a.Turn != b.Turn ? a.Turn.CompareTo(b.Turn) : string.CompareOrdinal(a.Test.Requirements.TestId, b.Test.Requirements.TestId)));

    public int Count => _order.Count;

    public bool Holds(string testId, long epoch) => _byId.TryGetValue(testId, out var waiting) && waiting.Test.Epoch == epoch;

    /// <summary>In order; a copy, so that it may change meanwhile.</summary>
    public IReadOnlyList<Waiting> InOrder() => [.. _order];

    public void Add(QueuedTest test)
    {
        var id = test.Requirements.TestId!;
        if (_byId.TryGetValue(id, out var held) && held.Test.Epoch > test.Epoch)
        {
            return;
        }

        Remove(id);
        var turn = test.Prefer.Count + test.Avoid.Count > 0 ? test.SubmittedAt - RetryLead
            : test.Epoch > 0 ? test.SubmittedAt
            : test.SubmittedAt + PriorityStep * (test.Requirements.Priority - 1);
        var waiting = new Waiting(test, turn, TestNeeds.Of(test.Requirements));
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
