using System.Net;
using Orleans.Configuration;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Hosting;

namespace OrleansBridge.Cli.Hosting;

/// <summary>A silo of this machine, in the cluster of all silo processes that share its database.</summary>
internal static class LocalSilo
{
    /// <summary>Why no further silo process can join; null when one can.</summary>
    internal static string? WhyNoJoin => null;

    internal static void Configure(ISiloBuilder silo, int number, DataFolder own, string database)
    {
        var ports = SiloPorts.Choose(own);
        silo.Configure<ClusterOptions>(cluster => (cluster.ServiceId, cluster.ClusterId) = (BridgeService.Id, BridgeService.Id));
        silo.Configure<SiloOptions>(options => options.SiloName = $"silo{number}");
        silo.ConfigureEndpoints(IPAddress.Loopback, ports.Silo, ports.Gateway);
        silo.UsePostgresClustering(database);
    }
}
