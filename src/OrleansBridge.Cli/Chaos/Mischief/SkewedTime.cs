namespace OrleansBridge.Cli.Chaos.Mischief;

/// <summary>A clock that may be wrong, on a machine whose seconds are right: timers and measured spans are not touched.</summary>
internal sealed class SkewedTime(Skew skew) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + skew.Now;
}
