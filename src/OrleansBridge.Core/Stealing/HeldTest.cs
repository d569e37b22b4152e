using OrleansBridge.Testing;

namespace OrleansBridge.Core.Stealing;

/// <summary>An assigned test.</summary>
/// <param name="Test">The test, with its id.</param>
/// <param name="Epoch">The epoch of its assignment.</param>
/// <param name="Worker">The worker that has it.</param>
/// <param name="Browser">The browser type it has there.</param>
/// <param name="Backend">The backend it has there.</param>
/// <param name="AssignedAt">When it came there: workers serve in that order.</param>
/// <param name="StartedAt">When a browser began with it; null: it waits, and can be stolen.</param>
public sealed record HeldTest(
    TestRequirements Test, long Epoch, string Worker, string Browser, string Backend, DateTimeOffset AssignedAt, DateTimeOffset? StartedAt)
{
    /// <summary>When the test was submitted; null: not known.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Whether its model was loaded when it started; null: it has not, or nobody knows.</summary>
    public bool? Loaded { get; init; }

    /// <summary>Whether recovery chose its place: then it stays, for an idle worker may be the one that it was to leave.</summary>
    public bool Bound { get; init; }
}
