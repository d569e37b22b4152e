using OrleansBridge.Cli.Chaos.Auditing;
using OrleansBridge.Cli.Chaos.Loading;
using OrleansBridge.Cli.Chaos.Mischief;

namespace OrleansBridge.Cli.Chaos.Faults;

/// <summary>What faults act on.</summary>
internal sealed record FaultTarget(VictimBridge Victim, LoadFeed Feed, ChaosLoad Load, Acknowledged Acknowledged, SeenChanges Seen)
{
    internal TrickMarks Marks { get; } = TrickMarks.In(Victim.Data);

    internal StandingOrders Orders { get; } = StandingOrders.In(Victim.Data);
}
