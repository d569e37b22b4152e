namespace OrleansBridge.Postgres;

/// <summary>One committed change of a test.</summary>
/// <param name="TestId">The test.</param>
/// <param name="Version">The test's version after the change: with the id, what makes appending twice harmless.</param>
/// <param name="Epoch">The epoch under which it happened.</param>
/// <param name="At">When.</param>
/// <param name="Kind">What happened, such as <c>submitted</c> or <c>assigned</c>.</param>
/// <param name="Data">More about it, written as JSON; null for nothing.</param>
public sealed record TestEvent(string TestId, long Version, long Epoch, DateTimeOffset At, string Kind, object? Data = null);
