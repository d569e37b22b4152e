using System.Net;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Hosting;

namespace OrleansBridge.Cli.Hosting;

/// <summary>
/// A silo in the cluster of all silo processes that share its database: of this machine, unless the configuration
/// (<c>OrleansBridge:Cluster</c>) gives it an address that others can reach.
/// </summary>
internal static class LocalSilo
{
    /// <summary>Why no further silo process can join; null when one can.</summary>
    internal static string? WhyNoJoin => null;

    /// <summary>Fills in what the configuration left open.</summary>
    internal static void Configure(BridgeClusterOptions cluster, int number, DataFolder own)
    {
        cluster.ClusterId ??= BridgeService.Id;
        cluster.ServiceId ??= BridgeService.Id;
        cluster.SiloName ??= $"silo{number}";
        if (cluster.AdvertisedAddress is not null)
        {
            return;
        }

        var ports = SiloPorts.Choose(own);
        cluster.AdvertisedAddress = IPAddress.Loopback.ToString();
        cluster.SiloPort ??= ports.Silo;
        cluster.GatewayPort ??= ports.Gateway;
    }
}
