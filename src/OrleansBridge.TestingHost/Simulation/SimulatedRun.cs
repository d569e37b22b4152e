using OrleansBridge.Results;

namespace OrleansBridge.TestingHost.Simulation;

/// <summary>
/// How one simulated run goes. None of them passes: a run without a failure ends as <see cref="Outcome.Simulated"/>, because
/// nothing ran, and a test that is green on such a run must not look like one that a browser made green.
/// </summary>
public sealed record SimulatedRun
{
    /// <summary>Ends at once as <see cref="Outcome.Simulated"/>.</summary>
    public static SimulatedRun Ends { get; } = new();

    /// <summary>How long it lasts. Beyond the test's time-out it ends there, as <see cref="Outcome.TimedOut"/>.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>It goes on until this ends, after <see cref="Duration"/>. Null: it waits for nothing.</summary>
    public Task? Until { get; init; }

    /// <summary>
    /// What goes wrong; the bridge answers as it does to the real thing, with retries on the same browser, on others and on
    /// other workers. <see cref="FailureKind.None"/>: nothing.
    /// </summary>
    public FailureKind Failure { get; init; }

    /// <summary>Why it fails, for people; it is reported as simulated.</summary>
    public string? Reason { get; init; }

    /// <summary>Ends after that long as <see cref="Outcome.Simulated"/>.</summary>
    public static SimulatedRun Takes(TimeSpan duration) => new() { Duration = duration };

    /// <summary>Goes wrong in that way.</summary>
    public static SimulatedRun Fails(FailureKind failure, string? reason = null) => new() { Failure = failure, Reason = reason };

    /// <summary>Ends as <see cref="Outcome.Simulated"/> once that has ended: the test says when.</summary>
    public static SimulatedRun EndsWith(Task until) => new() { Until = until };
}
