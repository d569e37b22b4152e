namespace OrleansBridge.Core.Recovery;

/// <summary>What follows a failed attempt.</summary>
/// <param name="Rung">What is tried, null: nothing, the test ends with this failure.</param>
/// <param name="Delay">Back-off before the next attempt.</param>
/// <param name="Where">Where the next attempt should run.</param>
/// <param name="Fresh">Whether it must run on a browser instance launched for it.</param>
public sealed record RecoveryDecision(Rung? Rung, TimeSpan Delay, RecoveryWishes Where, bool Fresh)
{
    /// <summary>The test ends with its last failure.</summary>
    public static RecoveryDecision End { get; } = new(null, TimeSpan.Zero, RecoveryWishes.None, false);

    /// <summary>The test ends with an outcome from history, where there is one.</summary>
    public static RecoveryDecision Simulate { get; } = End with { Rung = Recovery.Rung.Simulate };

    /// <summary>Whether the test runs again.</summary>
    public bool Again => Rung is not null and not Recovery.Rung.Simulate;
}
