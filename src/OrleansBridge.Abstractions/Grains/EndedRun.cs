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
}
