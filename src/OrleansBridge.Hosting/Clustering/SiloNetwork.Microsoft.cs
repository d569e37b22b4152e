using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService;
using OrleansBridge.Postgres;

namespace OrleansBridge.Hosting;

/// <summary>Where a silo can be reached, and how silos find each other: through the bridge's PostgreSQL.</summary>
internal static class SiloNetwork
{
    /// <summary>
    /// A silo is probed every 2 s and suspected after three answers missed: with the vote it is dead within 8 s. The
    /// bounds keep later Orleans versions, which adapt the probe's time, from stretching that; earlier ones ignore them.
    /// </summary>
    private static readonly Dictionary<string, string?> Liveness = new()
    {
        [nameof(ClusterMembershipOptions.ProbeTimeout)] = "00:00:02",
        ["MinProbeTimeout"] = "00:00:01",
        ["MaxProbeTimeout"] = "00:00:02",
        [nameof(ClusterMembershipOptions.NumMissedProbesLimit)] = "3",
        [nameof(ClusterMembershipOptions.NumVotesForDeathDeclaration)] = "2",

        // A row left by kill -9 is nobody's voter after 15 s: so long the survivors of a lost majority wait at most.
        [nameof(ClusterMembershipOptions.IAmAliveTablePublishTimeout)] = "00:00:05",
        [nameof(ClusterMembershipOptions.NumMissedTableIAmAliveLimit)] = "3",
        [nameof(ClusterMembershipOptions.TableRefreshTimeout)] = "00:00:10",
        [nameof(ClusterMembershipOptions.DefunctSiloExpiration)] = "1.00:00:00",
    };

    /// <summary>What cannot work in this runtime.</summary>
    public static IEnumerable<string> Problems(BridgeClusterOptions cluster) => [];

    public static void Configure(ISiloBuilder builder, OrleansBridgeOptions options)
    {
        var services = builder.Services;
        if (services.All(service => service.ServiceType != typeof(IMembershipTable)))
        {
            services.Configure<AdoNetClusteringSiloOptions>(clustering =>
                (clustering.Invariant, clustering.ConnectionString) = (OrleansTables.Invariant, options.OrleansConnectionString));

            // Not by UseAdoNetClustering: the bridge's validator says what is missing, and test clusters replace this table.
            services.AddSingleton<IMembershipTable, AdoNetClusteringTable>();
            services.Configure<ClusterMembershipOptions>(new ConfigurationBuilder().AddInMemoryCollection(Liveness).Build());
        }

        var cluster = options.Cluster;
        if (BridgeClusterOptionsValidator.Problems(cluster).Any())
        {
            // The validator says so; Orleans would refuse them first, and less clearly.
            return;
        }

        services.Configure<EndpointOptions>(endpoints =>
        {
            endpoints.SiloPort = cluster.SiloPort ?? endpoints.SiloPort;
            endpoints.GatewayPort = cluster.GatewayPort ?? endpoints.GatewayPort;
            if (cluster.AdvertisedAddress is { } address)
            {
                endpoints.AdvertisedIPAddress = IPAddress.Parse(address);
            }
        });
        if (cluster.ListenOnAnyAddress)
        {
            services.PostConfigure<EndpointOptions>(Anywhere);
        }
    }

    private static void Anywhere(EndpointOptions endpoints)
    {
        var any = endpoints.AdvertisedIPAddress?.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;
        endpoints.SiloListeningEndpoint = new IPEndPoint(any, endpoints.SiloPort);
        endpoints.GatewayListeningEndpoint = endpoints.GatewayPort == 0 ? null : new IPEndPoint(any, endpoints.GatewayPort);
    }
}
