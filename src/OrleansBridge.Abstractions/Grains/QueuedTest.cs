using OrleansBridge.Testing;

namespace OrleansBridge.Grains;

/// <summary>A test that waits for a place.</summary>
[GenerateSerializer, Immutable, Alias("bridge.QueuedTest")]
public sealed record QueuedTest
{
    /// <summary>The test, with its id.</summary>
    [Id(0)] public required TestRequirements Requirements { get; init; }

    /// <summary>The epoch it stands under; the next assignment gets the next one.</summary>
    [Id(1)] public required long Epoch { get; init; }

    /// <summary>When it was submitted.</summary>
    [Id(2)] public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>Not before this time (back-off), or null.</summary>
    [Id(3)] public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Places recovery wants to avoid next, as <c>worker/browser</c> or <c>*/browser</c>.</summary>
    [Id(4)] public IReadOnlyList<string> Avoid { get; init; } = [];

    /// <summary>Places recovery wants next, best first, as <c>worker/browser</c> or <c>*/browser</c>.</summary>
    [Id(5)] public IReadOnlyList<string> Prefer { get; init; } = [];

    /// <summary>How long it waits for a slot at a preferred place, or null.</summary>
    [Id(6)] public DateTimeOffset? PreferUntil { get; init; }
}
