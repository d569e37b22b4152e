using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>Starts the silos of test clusters, each on a host and an address of its own.</summary>
internal static class TestSilos
{
    private static int lastPort = 20_000;

    public static async Task<InProcessSiloHandle> StartAsync(InProcessTestClusterOptions cluster, int instance)
    {
        var options = new InProcessTestSiloSpecificOptions
        {
            SiloName = $"Silo_{instance}",
            SiloPort = Interlocked.Increment(ref lastPort),
            GatewayPort = Interlocked.Increment(ref lastPort),
        };
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            ApplicationName = options.SiloName,
            EnvironmentName = Environments.Development,
            DisableDefaults = true,
        });
        foreach (var configure in cluster.SiloHostConfigurationDelegates)
        {
            configure(options, builder);
        }

        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(o => Name(o, cluster));
            silo.Configure<SiloOptions>(o => o.SiloName = options.SiloName);
            silo.Configure<EndpointOptions>(o => (o.AdvertisedIPAddress, o.SiloPort, o.GatewayPort) = (IPAddress.Loopback, options.SiloPort, options.GatewayPort));
        });
        var host = builder.Build();
        try
        {
            await host.StartAsync();
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw;
        }

        var details = host.Services.GetRequiredService<ILocalSiloDetails>();
        return new InProcessSiloHandle
        {
            Name = options.SiloName,
            InstanceNumber = (short)instance,
            SiloHost = host,
            SiloAddress = details.SiloAddress,
            GatewayAddress = details.GatewayAddress,
        };
    }

    public static void Name(ClusterOptions options, InProcessTestClusterOptions cluster) =>
        (options.ClusterId, options.ServiceId) = (cluster.ClusterId, cluster.ServiceId);
}
