using OrleansBridge.Core.Dispatching.Planning;
using OrleansBridge.Core.Recovery;
using OrleansBridge.Testing;

namespace OrleansBridge.Core.Dispatching;

/// <summary>A test that waits for a place.</summary>
/// <param name="Test">The test, with its id.</param>
/// <param name="SubmittedAt">When it was submitted.</param>
public sealed record WaitingTest(TestRequirements Test, DateTimeOffset SubmittedAt)
{
    private string? _needs;

    /// <summary>The test, with its id.</summary>
    public TestRequirements Test
    {
        get;
        init
        {
            field = value;
            _needs = null;
        }
    } = Test;

    /// <summary>When the dispatcher's owner heard of it, by the clock of its passes.</summary>
    /// <value>Default <see cref="SubmittedAt"/>.</value>
    public DateTimeOffset HeardAt { get; init; } = SubmittedAt;

    /// <summary>When its turn is (<see cref="WaitingOrder.Turn"/>).</summary>
    /// <value>Default <see cref="SubmittedAt"/>.</value>
    public DateTimeOffset Turn { get; init; } = SubmittedAt;

    /// <summary>Where recovery wants it.</summary>
    /// <value>Default <see cref="RecoveryWishes.None"/>.</value>
    public RecoveryWishes Wishes { get; init; } = RecoveryWishes.None;

    /// <summary>Whether it is put where it is best now and not planned: what recovery wants, and what runs alone.</summary>
    internal bool GoesAlone => Test.Exclusive || Wishes is not { Prefer.Count: 0, Avoid.Count: 0 };

    /// <summary><see cref="TestNeeds.Of"/>, worked out once.</summary>
    internal string Needs => _needs ??= TestNeeds.Of(Test);
}
