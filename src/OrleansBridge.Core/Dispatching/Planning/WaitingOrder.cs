using OrleansBridge.Testing;

namespace OrleansBridge.Core.Dispatching.Planning;

/// <summary>
/// The order in which queued tests get a place: a priority step is worth a minute of waiting, so that no priority starves another and the
/// order never has to be recomputed.
/// </summary>
public static class WaitingOrder
{
    private static readonly TimeSpan s_priorityStep = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan s_retryLead = TimeSpan.FromHours(1);

    /// <summary>
    /// When a test's turn is; the earliest goes first. One that had its place and lost it has waited for its priority already: it goes by its age
    /// alone. One that is tried again after a failure goes before all: attempts are few.
    /// </summary>
    /// <param name="test">The test.</param>
    /// <param name="submittedAt">When it was submitted.</param>
    /// <param name="hadPlace">Whether it had a place before.</param>
    /// <param name="again">Whether it is tried again after a failure.</param>
    public static DateTimeOffset Turn(TestRequirements test, DateTimeOffset submittedAt, bool hadPlace, bool again) =>
        again ? submittedAt - s_retryLead
        : hadPlace ? submittedAt
        : submittedAt + s_priorityStep * (test.Priority - 1);
}
