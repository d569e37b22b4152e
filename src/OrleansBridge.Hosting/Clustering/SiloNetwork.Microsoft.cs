using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using OrleansBridge.Postgres;

namespace OrleansBridge.Hosting;

/// <summary>Lets silos find each other through the bridge's PostgreSQL.</summary>
public static class PostgresClusteringExtensions
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

    /// <summary>Membership in PostgreSQL, and a dead silo declared so within 8 s. The schema must have been applied.</summary>
    public static ISiloBuilder UsePostgresClustering(this ISiloBuilder builder, string connectionString)
    {
        builder.UseAdoNetClustering(options =>
        {
            options.Invariant = OrleansTables.Invariant;
            options.ConnectionString = OrleansTables.ConnectionString(connectionString);
        });
        builder.Services.Configure<ClusterMembershipOptions>(new ConfigurationBuilder().AddInMemoryCollection(Liveness).Build());
        return builder;
    }
}
