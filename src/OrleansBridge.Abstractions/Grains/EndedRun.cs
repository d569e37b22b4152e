using OrleansBridge.Results;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains;

/// <summary>An attempt whose result was accepted: what it tells of its place.</summary>
[GenerateSerializer, Immutable, Alias("bridge.EndedRun")]
public sealed record EndedRun
{
    /// <summary>The run.</summary>
    [Id(0)] public required RunKey Run { get; init; }

    /// <summary>The worker it left.</summary>
    [Id(1)] public required string Worker { get; init; }

    /// <summary>The browser type it ran on.</summary>
    [Id(2)] public required string Browser { get; init; }

    /// <summary>The model.</summary>
    [Id(3)] public required string ModelId { get; init; }

    /// <summary>What ended it, <see cref="FailureKind.None"/> when nothing went wrong.</summary>
    [Id(4)] public FailureKind Failure { get; init; }

    /// <summary>The test's failed attempts, oldest first, this one included.</summary>
    [Id(5)] public IReadOnlyList<FailedAttempt> Failures { get; init; } = [];

    /// <summary>Whether the test ended with it.</summary>
    [Id(6)] public bool Terminal { get; init; }

    /// <summary>The model's type.</summary>
    [Id(7)] public string? ModelType { get; init; }

    /// <summary>The backend it was assigned to.</summary>
    [Id(8)] public string? Backend { get; init; }

    /// <summary>Fetch, session creation and first run, seconds. Null: the model was loaded already, or it was not measured.</summary>
    [Id(9)] public double? SetupSeconds { get; init; }

    /// <summary>From the attempt's start to its report without the set-up, seconds. Null: it was not measured.</summary>
    [Id(10)] public double? RunSeconds { get; init; }

    /// <summary>Proportional set size of the browser after the run, MB (10^6 bytes). Null: it was not measured.</summary>
    [Id(11)] public double? Megabytes { get; init; }

    /// <summary>The sha256 of the model's file, by which browsers name what they have loaded. Null: it is not known.</summary>
    [Id(12)] public string? ModelSha256 { get; init; }

    /// <summary>The test as it waits for its next attempt, null when there is none. With the end of the last one, so that its place can be kept for it.</summary>
    [Id(13)] public QueuedTest? Again { get; init; }
}
