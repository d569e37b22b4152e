using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansBridge.Client;
using OrleansBridge.Grains.Executors;

namespace OrleansBridge.Hosting.Tests.Harness;

/// <summary>Somebody's application: a generic host with the two lines.</summary>
internal static class BridgeApplication
{
    /// <summary>What the tests' configuration says unless a test says otherwise.</summary>
    public static Dictionary<string, string?> Configuration(string? connectionString) => new() { ["ConnectionStrings:Bridge"] = connectionString };

    public static IHost Silo(Dictionary<string, string?> configuration, Action<OrleansBridgeOptions>? configure = null, Action<ISiloBuilder>? before = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.UseOrleans(silo =>
        {
            before?.Invoke(silo);
            silo.AddOrleansBridge(configure);
        });
        return builder.Build();
    }

    public static IHost Client(Dictionary<string, string?> configuration)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(configuration);
        builder.UseOrleansClient(client => client.AddOrleansBridge());
        return builder.Build();
    }

    public static ResourcePoolBridge Bridge(this IHost host) => host.Services.GetRequiredService<ResourcePoolBridge>();

    /// <summary>An engine that runs nothing, and a worker for it.</summary>
    public static void WithWorker(OrleansBridgeOptions options)
    {
        options.Engine = _ => new NoOpEngine();
        options.Workers.Add(new() { WorkerId = "w1" });
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
