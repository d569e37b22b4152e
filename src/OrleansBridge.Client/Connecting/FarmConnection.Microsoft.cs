using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Runtime.Membership;

namespace OrleansBridge.Client;

/// <summary>How a client finds the silos: in the membership table of the farm's PostgreSQL.</summary>
internal static class FarmConnection
{
    /// <summary>How soon a client knows silos that started after it: a rolling restart replaces them all within a minute or so.</summary>
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(5);

    /// <summary>Whether silos are found so; not when the application has another way, as test clusters have.</summary>
    public static bool IsUsed(IServiceProvider services) => services.GetService<IGatewayListProvider>() is AdoNetGatewayListProvider;

    /// <summary>What is wrong with a connection string, null when it is understood.</summary>
    public static string? Problem(string connectionString)
    {
        try
        {
            return string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connectionString).Host) ? "it names no host." : null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return e.Message;
        }
    }

    public static void AddTo(IClientBuilder builder, OrleansBridgeClientOptions options)
    {
        var services = builder.Services;
        if (services.All(service => service.ServiceType != typeof(IGatewayListProvider)))
        {
            services.Configure<AdoNetClusteringClientOptions>(clustering =>
                (clustering.Invariant, clustering.ConnectionString) = ("Npgsql", Tables(options.ConnectionString)));

            // Not by UseAdoNetClustering, whose validator would insist on a connection string where another way replaces this one.
            services.AddSingleton<IGatewayListProvider, AdoNetGatewayListProvider>();
        }

        services.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = Refresh);
        services.AddSingleton<IClientConnectionRetryFilter, PatientConnection>();
        var gateways = new LostGateways();
        services.AddSingleton(gateways);
        builder.AddGatewayCountChangedHandler((_, count) =>
        {
            if (count.NumberOfConnectedGateways < count.PreviousNumberOfConnectedGateways)
            {
                gateways.Lost();
            }
        });
    }

    /// <summary>Orleans' providers name their tables without a schema. What is not understood is left to the validator, which Orleans asks last.</summary>
    private static string Tables(string? connectionString) => connectionString is null || Problem(connectionString) is not null
        ? ""
        : new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = "orleans", ApplicationName = "orleans-bridge-client", MaxPoolSize = 4 }.ConnectionString;
}
