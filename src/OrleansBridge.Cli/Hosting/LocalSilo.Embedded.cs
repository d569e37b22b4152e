using Orleans.Configuration;
using OrleansBridge.Cli.Connecting;

namespace OrleansBridge.Cli.Hosting;

/// <summary>A silo in this process alone: there is nothing to join.</summary>
internal static class LocalSilo
{
    /// <summary>Why no further silo process can join; null when one can.</summary>
    internal static string? WhyNoJoin => "this build runs on the embedded Orleans runtime, which is one process";

    internal static void Configure(ISiloBuilder silo, int number, DataFolder own, string database) =>
        silo.Configure<ClusterOptions>(cluster => cluster.ServiceId = BridgeService.Id);
}
