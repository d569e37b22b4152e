using OrleansBridge.Postgres;

namespace OrleansBridge.Grains.Repair;

/// <summary>What is known of a test besides its own row.</summary>
internal sealed record TestFacts
{
    public required string TestId { get; init; }

    /// <summary>Its events, oldest first.</summary>
    public IReadOnlyList<TestEvent> Events { get; init; } = [];

    /// <summary>The accepted result that was appended.</summary>
    public CompletedTest? Completed { get; init; }

    /// <summary>The slot that a worker keeps for it.</summary>
    public HeldSlot? Slot { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>The damaged state: parts of it may be sound, and are asked last.</summary>
    public ReadOnlyMemory<byte> Damaged { get; init; }
}
