using OrleansBridge.Cli.Chaos.Loading;
using OrleansBridge.Cli.Chaos.Mischief;

namespace OrleansBridge.Cli.Chaos.Faults;

/// <summary>What faults act on.</summary>
internal sealed record FaultTarget(VictimBridge Victim, LoadFeed Feed, ChaosLoad Load, Acknowledged Acknowledged)
{
    internal TrickMarks Marks { get; } = TrickMarks.In(Victim.Data);
}
