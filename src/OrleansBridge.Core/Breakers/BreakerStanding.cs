namespace OrleansBridge.Core.Breakers;

/// <summary>How the breakers on the way to a place stand for a test.</summary>
/// <param name="Phase">The worse of the place's and the model's.</param>
/// <param name="Full">Whether as many probes run as may.</param>
/// <param name="Until">When the longest cool-down ends; null when all are closed.</param>
/// <param name="Why">For people; null when all are closed.</param>
public sealed record BreakerStanding(BreakerPhase Phase, bool Full, DateTimeOffset? Until, string? Why)
{
    public static BreakerStanding Closed { get; } = new(BreakerPhase.Closed, false, null, null);

    /// <summary>As a factor of a place's score: a place on probation is taken after its equals, and still gets its probes.</summary>
    public double Factor => Phase switch
    {
        BreakerPhase.Closed => 1,
        BreakerPhase.HalfOpen => .9,
        _ => .1,
    };

    /// <summary>The worse of two.</summary>
    public BreakerStanding And(BreakerStanding other) =>
        Phase == BreakerPhase.Closed ? other
        : other.Phase == BreakerPhase.Closed ? this
        : new(Phase > other.Phase ? Phase : other.Phase, Full || other.Full, Until > other.Until ? Until : other.Until, $"{Why}; {other.Why}");
}
