namespace OrleansBridge.Postgres;

/// <summary>One committed change of a test, from its own history.</summary>
/// <param name="TestId">The test.</param>
/// <param name="At">When, by the clock of the silo that committed it.</param>
/// <param name="Kind"><c>submitted</c>, <c>assigned</c>, <c>moved</c>, <c>failed</c>, <c>requeued</c>, <c>refused</c>, <c>rebuilt</c>, <c>completed</c>.</param>
/// <param name="Epoch">The epoch after it.</param>
/// <param name="Worker">The worker that holds the test after it.</param>
/// <param name="Why">The reason that was noted.</param>
/// <param name="Version">The test's version that it made: grows with each change, whatever a clock says.</param>
public sealed record LedgerChange(string TestId, DateTimeOffset At, string Kind, long Epoch, string? Worker, string? Why, long Version = 0);
