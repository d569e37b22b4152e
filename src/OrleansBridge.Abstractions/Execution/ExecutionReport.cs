using OrleansBridge.Results;

namespace OrleansBridge.Execution;

/// <summary>What an engine observed of one run.</summary>
/// <param name="Result">The result as far as the engine knows it; the agent adds epoch, queue time, placement, recovery and attempts.</param>
/// <param name="Instance">The browser instance that ran it, or null when none did.</param>
public sealed record ExecutionReport(TestResult Result, string? Instance);
