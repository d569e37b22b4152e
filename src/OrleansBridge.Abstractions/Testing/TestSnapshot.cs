using OrleansBridge.Results;

namespace OrleansBridge.Testing;

/// <summary>A committed view of one test.</summary>
[GenerateSerializer, Immutable, Alias("bridge.TestSnapshot")]
public sealed record TestSnapshot
{
    /// <summary>The test.</summary>
    [Id(0)] public required string TestId { get; init; }

    /// <summary>Grows with every change that a watcher may want to see.</summary>
    [Id(1)] public required long Version { get; init; }

    /// <summary>Where the test stands.</summary>
    [Id(2)] public required TestStatus Status { get; init; }

    /// <summary>The last assignment's epoch, 0 before the first.</summary>
    [Id(3)] public required long Epoch { get; init; }

    /// <summary>The worker that owns the test, or null.</summary>
    [Id(4)] public string? Worker { get; init; }

    /// <summary>The browser type of the assignment, or null.</summary>
    [Id(5)] public string? Browser { get; init; }

    /// <summary>The backend of the assignment, or null.</summary>
    [Id(6)] public string? Backend { get; init; }

    /// <summary>Attempts begun so far.</summary>
    [Id(7)] public int Attempts { get; init; }

    /// <summary>When it was submitted.</summary>
    [Id(8)] public DateTimeOffset SubmittedAt { get; init; }

    /// <summary>Why the test is waiting or what it is doing, for people; null when there is nothing to say.</summary>
    [Id(9)] public string? Detail { get; init; }

    /// <summary>The accepted result once completed.</summary>
    [Id(10)] public TestResult? Result { get; init; }

    /// <summary>What was asked.</summary>
    [Id(11)] public required TestRequirements Requirements { get; init; }

    /// <summary>Not before this time (back-off), or null.</summary>
    [Id(12)] public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Places recovery wants to leave, as <c>worker/browser</c>, <c>worker/*</c> or <c>*/browser</c>.</summary>
    [Id(13)] public IReadOnlyList<string> Avoid { get; init; } = [];

    /// <summary>Places recovery wants next, best first, as <c>worker/browser</c> or <c>*/browser</c>.</summary>
    [Id(14)] public IReadOnlyList<string> Prefer { get; init; } = [];

    /// <summary>How long the test waits for a slot at a preferred place, or null.</summary>
    [Id(15)] public DateTimeOffset? PreferUntil { get; init; }
}
