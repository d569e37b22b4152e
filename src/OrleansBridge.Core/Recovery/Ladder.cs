using OrleansBridge.Testing;

namespace OrleansBridge.Core.Recovery;

/// <summary>What recovery tries, in order (SPEC section 9).</summary>
/// <param name="Rungs">The rungs, each above the one before it.</param>
public sealed record Ladder(IReadOnlyList<Rung> Rungs)
{
    /// <summary>The default: each step gives up a little more.</summary>
    public static Ladder Progressive { get; } = new([Rung.Retry, Rung.Restart, Rung.OtherBackend, Rung.OtherBrowser, Rung.OtherWorker, Rung.Simulate]);

    /// <summary>Straight to another browser.</summary>
    public static Ladder Immediate { get; } = new([Rung.OtherBrowser, Rung.OtherWorker, Rung.Simulate]);

    /// <summary>Fault tolerance low.</summary>
    public static Ladder RetryOnly { get; } = new([Rung.Retry]);

    /// <summary>Fault tolerance none.</summary>
    public static Ladder None { get; } = new([]);

    /// <summary>The ladder a test walks. <see cref="RecoveryStrategy.Coordinated"/> is for sharded tests; others walk the progressive one.</summary>
    public static Ladder Of(TestRequirements test) => test.FaultToleranceLevel switch
    {
        FaultToleranceLevel.None => None,
        FaultToleranceLevel.Low => RetryOnly,
        _ => test.RecoveryStrategy == RecoveryStrategy.Immediate ? Immediate : Progressive,
    };
}
