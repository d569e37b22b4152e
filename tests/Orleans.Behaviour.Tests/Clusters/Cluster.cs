using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace Orleans.Behaviour.Tests.Clusters;

/// <summary>A cluster for one test or class, with short time-outs.</summary>
internal static class Cluster
{
    public static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(3);

    public static async Task<InProcessTestCluster> StartAsync(short silos, Action<ISiloBuilder>? configure = null)
    {
        var builder = new InProcessTestClusterBuilder(silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = ResponseTimeout);
            silo.Services.AddSingleton<Journal>();
            configure?.Invoke(silo);
        });
        builder.ConfigureClient(client => client.Configure<ClientMessagingOptions>(o => o.ResponseTimeout = ResponseTimeout));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }

    public static Journal Journal(this InProcessTestCluster cluster) => cluster.Silos[0].ServiceProvider.GetRequiredService<Journal>();
}
