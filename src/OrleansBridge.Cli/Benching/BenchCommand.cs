using System.CommandLine;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Benching;

/// <summary><c>bridge bench NAME</c>.</summary>
internal static class BenchCommand
{
    internal static Command Create() =>
        new BridgeCommand("bench", "Benches, each a ratio against something measured in the same run.", "./bridge bench overhead --json overhead.json") { OverheadBench.Create(), OutcomeBench.Create(), LeakBench.Create(), Assignments.AssignmentBench.Create(), Clusters.ClusterBench.Create(), Clusters.NoOpSilo.Create(), Placing.PlacementBench.Create(), Headline.HeadlineBench.Create(), AffinityBench.Create(), Mixes.MixBench.Create() };
}
