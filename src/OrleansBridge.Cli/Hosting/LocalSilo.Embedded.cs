using OrleansBridge.Cli.Connecting;
using OrleansBridge.Hosting;

namespace OrleansBridge.Cli.Hosting;

/// <summary>A silo in this process alone: there is nothing to join.</summary>
internal static class LocalSilo
{
    /// <summary>Why no further silo process can join; null when one can.</summary>
    internal static string? WhyNoJoin => "this build runs on the embedded Orleans runtime, which is one process";

    internal static void Configure(BridgeClusterOptions cluster, int number, DataFolder own) => cluster.ServiceId ??= BridgeService.Id;
}
