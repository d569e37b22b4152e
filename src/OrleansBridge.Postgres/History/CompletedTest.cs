using OrleansBridge.Results;

namespace OrleansBridge.Postgres;

/// <summary>An accepted result and when it was accepted.</summary>
public sealed record CompletedTest(TestResult Result, DateTimeOffset CompletedAt);
