using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Transactions.Abstractions;
using OrleansBridge.Client;
using OrleansBridge.Grains;
using OrleansBridge.Grains.Executors;
using OrleansBridge.Hosting;

namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary>A whole bridge in a silo of its own, whose engine runs nothing.</summary>
internal sealed class CycleSilo : IAsyncDisposable
{
    /// <summary>Enough slots that nobody waits for one.</summary>
    internal const int Workers = 8;

    private readonly IHost _host;

    private CycleSilo(IHost host)
    {
        _host = host;
        Bridge = new ResourcePoolBridge(host.Services.GetRequiredService<IGrainFactory>());
    }

    internal ResourcePoolBridge Bridge { get; }

    internal NoOpTests Tests { get; } = new();

    /// <param name="connectionString">The database, a silo's own.</param>
    /// <param name="inMemory">Whether the ledgers are kept in memory, and only results and events there.</param>
    /// <param name="workers">Workers it opens.</param>
    /// <param name="cancellation">Gives up.</param>
    internal static async Task<CycleSilo> StartAsync(string connectionString, bool inMemory, int workers, CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleans(silo =>
        {
            BenchCluster.Configure(silo);
            silo.AddOrleansBridge(bridge =>
            {
                bridge.ConnectionString = connectionString;
                bridge.Engine = _ => new NoOpEngine();
                Enumerable.Range(0, workers).ToList().ForEach(n => bridge.Workers.Add(new() { WorkerId = $"w{n}", MaxBrowsers = 5 }));
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
        while ((await silo.Bridge.GetWorkersAsync(cancellation)).Count(w => w.Alive) < workers)
        {
            await Task.Delay(50, cancellation);
        }

        return silo;
    }

    public async ValueTask DisposeAsync()
    {
        Bridge.Dispose();
        await _host.StopAsync();
        _host.Dispose();
    }
}
