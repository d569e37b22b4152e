using OrleansBridge.Placement;
using OrleansBridge.Testing;

namespace OrleansBridge.Workers;

/// <summary>One (test, epoch, part) bound to a (worker, browser type, backend), as the agent gets it after commit.</summary>
[GenerateSerializer, Immutable, Alias("bridge.Assignment")]
public sealed record Assignment
{
    /// <summary>Test, epoch and part.</summary>
    [Id(0)] public required RunKey Key { get; init; }

    /// <summary>The worker.</summary>
    [Id(1)] public required string Worker { get; init; }

    /// <summary>The agent's generation it was made for; another one refuses it.</summary>
    [Id(2)] public required long Generation { get; init; }

    /// <summary>The browser type.</summary>
    [Id(3)] public required string Browser { get; init; }

    /// <summary>The backend to create the session with.</summary>
    [Id(4)] public required string Backend { get; init; }

    /// <summary>What was asked.</summary>
    [Id(5)] public required TestRequirements Requirements { get; init; }

    /// <summary>Why here.</summary>
    [Id(6)] public PlacementExplanation? Placement { get; init; }

    /// <summary>When the test was submitted.</summary>
    [Id(7)] public DateTimeOffset SubmittedAt { get; init; }

    /// <summary>Which attempt this is, from 1.</summary>
    [Id(8)] public int Attempt { get; init; } = 1;

    /// <summary>Whether recovery restarts the browser: the run gets an instance on which nothing has run yet.</summary>
    [Id(9)] public bool Fresh { get; init; }
}
