using OrleansBridge.Testing;

namespace OrleansBridge.Grains.Balancing;

/// <summary>One live assignment in the balancer's view.</summary>
internal sealed record HeldRun(TestRequirements Test, string Browser, string Backend, DateTimeOffset Since)
{
    /// <summary>When the test was submitted.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>Whether recovery chose its place.</summary>
    public bool Bound { get; init; }

    public string Model => Test.ModelId;

    public bool Exclusive => Test.Exclusive;

    public string? Key => Test.ConcurrencyKey;
}
