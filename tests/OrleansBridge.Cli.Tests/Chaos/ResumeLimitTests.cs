using OrleansBridge.Cli.Chaos.Auditing;
using OrleansBridge.Cli.Chaos.Faults;
using OrleansBridge.Cli.Chaos.Planning;

namespace OrleansBridge.Cli.Tests.Chaos;

public sealed class ResumeLimitTests
{
    [Theory]
    [InlineData(true, true, 30)]
    [InlineData(true, false, 15)]
    [InlineData(false, true, 15)]
    [InlineData(false, false, 15)]
    public void Only_a_cluster_has_time_to_declare_a_silo_dead(bool endsRuns, bool cluster, double expected) =>
        Assert.Equal(expected, ResumeLimit.Of(new Injection { Kind = FaultKind.BridgeKill, Begun = default, Ended = default, Hit = "it", EndsRuns = endsRuns }, cluster));
}
