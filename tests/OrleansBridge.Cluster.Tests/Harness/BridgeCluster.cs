using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.TestingHost;
using OrleansBridge.Client;
using OrleansBridge.Core.Dispatching;
using OrleansBridge.Execution;
using OrleansBridge.Grains.Executors;
using OrleansBridge.Hosting;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Cluster.Tests.Harness;

/// <summary>A cluster with real ledgers in a real PostgreSQL and an engine that runs nothing.</summary>
public sealed class BridgeCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;

    private BridgeCluster(InProcessTestCluster cluster, NpgsqlDataSource database)
    {
        _cluster = cluster;
        Database = database;
        Bridge = new ResourcePoolBridge(cluster.Client);
    }

    public ResourcePoolBridge Bridge { get; }

    public NpgsqlDataSource Database { get; }

    public IGrainFactory Grains => _cluster.Client;

    public InProcessTestCluster Silos => _cluster;

    /// <param name="database">A database of its own, so that clusters do not see each other's tests.</param>
    /// <param name="silos">Silos; on every one an agent.</param>
    /// <param name="services">What a test changes in each silo's services.</param>
    /// <param name="engine">What runs models; the no-op engine by default.</param>
    /// <param name="placement">How tests are placed; the defaults by default.</param>
    public static async Task<BridgeCluster> StartAsync(
        NpgsqlDataSource database, short silos = 1, Action<IServiceCollection>? services = null, Func<IServiceProvider, IExecutionEngine>? engine = null, DispatcherOptions? placement = null)
    {
        var builder = new InProcessTestClusterBuilder(silos);

        // One service over its clusters: what an earlier one committed is there for a later one.
        builder.Options.ServiceId = "bridge";
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddOrleansBridge(o =>
            {
                o.DataSource = database;
                o.Engine = engine ?? (_ => new NoOpEngine());
                o.Placement = placement ?? o.Placement;
            });
            services?.Invoke(silo.Services);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new BridgeCluster(cluster, database);
    }

    /// <summary>Registers a worker as soon as an agent has announced itself.</summary>
    public async Task RegisterAsync(string workerId, int maxBrowsers = 3)
    {
        RegisterReply? reply = null;
        await Eventually.HoldsAsync(async () => (reply = await Bridge.RegisterWorkerAsync(workerId, maxBrowsers)).Reason != RegisterRefusal.NoSilo);
        Assert.Null(reply!.Refused);
    }

    public async Task<TestSnapshot> RunAsync(TestRequirements requirements)
    {
        var reply = await Bridge.SubmitTestAsync(requirements);
        Assert.Equal(SubmitStatus.Accepted, reply.Status);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        return await Bridge.WaitForTestAsync(reply.TestId, limit.Token);
    }

    /// <summary>The browsers, as soon as a heartbeat has told of one.</summary>
    public async Task<IReadOnlyList<BrowserSnapshot>> BrowsersAsync()
    {
        IReadOnlyList<BrowserSnapshot> browsers = [];
        await Eventually.HoldsAsync(async () => (browsers = await Bridge.GetBrowsersAsync()).Count > 0);
        return browsers;
    }

    /// <summary>Waits until the results of that many tests are in the history, which follows the ledgers by moments.</summary>
    public async Task ResultsAsync(long expected)
    {
        await Eventually.HoldsAsync(async () => await CountAsync("select count(*) from bridge.results") >= expected);
        Assert.Equal(expected, await CountAsync("select count(*) from bridge.results"));
    }

    /// <summary>One number from the database.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        Bridge.Dispose();
        await _cluster.StopAllSilosAsync();
        await _cluster.DisposeAsync();
        await Database.DisposeAsync();
    }
}
