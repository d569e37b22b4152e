using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Transactions.Abstractions;
using OrleansBridge.Client;
using OrleansBridge.Grains;
using OrleansBridge.Grains.Executors;
using OrleansBridge.Hosting;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary>A whole bridge in a silo of its own, whose engine runs nothing.</summary>
internal sealed class CycleSilo : IAsyncDisposable
{
    /// <summary>Enough slots that nobody waits for one.</summary>
    private const int Workers = 8;

    private readonly IHost _host;
    private readonly string _run = $"bench-{DateTime.UtcNow:yyyyMMddHHmmss}";
    private long _next;

    private CycleSilo(IHost host)
    {
        _host = host;
        Bridge = new ResourcePoolBridge(host.Services.GetRequiredService<IGrainFactory>());
    }

    internal ResourcePoolBridge Bridge { get; }

    /// <param name="connectionString">The database, a silo's own.</param>
    /// <param name="inMemory">Whether the ledgers are kept in memory, and only results and events there.</param>
    /// <param name="cancellation">Gives up.</param>
    internal static async Task<CycleSilo> StartAsync(string connectionString, bool inMemory, CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleans(silo =>
        {
            BenchCluster.Configure(silo);
            silo.AddOrleansBridge(bridge =>
            {
                bridge.ConnectionString = connectionString;
                bridge.Engine = _ => new NoOpEngine();
                Enumerable.Range(0, Workers).ToList().ForEach(n => bridge.Workers.Add(new() { WorkerId = $"w{n}", MaxBrowsers = 5 }));
            });
            if (inMemory)
            {
                silo.Services.RemoveAllKeyed<ITransactionalStateStorageFactory>(BridgeStorage.Name);
                BenchCluster.UseMemory(silo, BridgeStorage.Name);
            }
        });
        var host = builder.Build();
        await host.StartAsync(cancellation);
        var silo = new CycleSilo(host);
        while ((await silo.Bridge.GetWorkersAsync(cancellation)).Count(w => w.Alive) < Workers)
        {
            await Task.Delay(50, cancellation);
        }

        return silo;
    }

    /// <summary>A test that nobody has submitted.</summary>
    internal TestRequirements NextTest() => new()
    {
        TestId = $"{_run}/{Interlocked.Increment(ref _next)}",
        ModelId = "vision/vit-small",
        ModelSource = "/models/vit-small",
        ModelType = ModelTypes.Vision,
    };

    public async ValueTask DisposeAsync()
    {
        Bridge.Dispose();
        await _host.StopAsync();
        _host.Dispose();
    }
}
