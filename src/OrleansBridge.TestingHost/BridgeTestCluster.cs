using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using OrleansBridge.Client;
using OrleansBridge.Execution;
using OrleansBridge.Grains.Agents;
using OrleansBridge.Hosting;
using OrleansBridge.Postgres;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Databases;
using OrleansBridge.TestingHost.Simulation;
using OrleansBridge.Workers;

namespace OrleansBridge.TestingHost;

/// <summary>
/// A bridge inside a test: silos of this process with the real grains and ledgers in a real PostgreSQL. Runs are simulated
/// unless <see cref="BridgeTestClusterOptions.Browsers"/> are given, and what is simulated never passes.
/// </summary>
public sealed class BridgeTestCluster : IAsyncDisposable
{
    /// <summary>Browsers start one after another, and on a busy machine slowly.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(3);

    private readonly ConcurrentQueue<ExecutionRequest> _runs;
    private readonly TestDatabases? _databases;
    private readonly string _folder;

    private BridgeTestCluster(InProcessTestCluster silos, ConcurrentQueue<ExecutionRequest> runs, string connectionString, TestDatabases? databases, string folder)
    {
        (Silos, _runs, ConnectionString, _databases, _folder) = (silos, runs, connectionString, databases, folder);
        Bridge = new ResourcePoolBridge(silos.Client);
    }

    /// <summary>What the code under test submits to.</summary>
    public ResourcePoolBridge Bridge { get; }

    /// <summary>The cluster's client, for grains of your own and for the bridge's.</summary>
    public IGrainFactory Grains => Silos.Client;

    /// <summary>The silos, to add some, stop some or kill some.</summary>
    public InProcessTestCluster Silos { get; }

    /// <summary>The cluster's database.</summary>
    public string ConnectionString { get; }

    /// <summary>The simulated runs so far, in the order they started: what ran where, and in which attempt.</summary>
    public IReadOnlyList<ExecutionRequest> Runs => [.. _runs];

    /// <summary>Starts a cluster; when this returns its workers take tests.</summary>
    /// <exception cref="PostgresSetupException">No PostgreSQL is installed, or the given one cannot serve.</exception>
    /// <exception cref="Browsers.BrowserSetupException">What the browsers need is not there; the message says what to install.</exception>
    /// <exception cref="TimeoutException">The workers did not come up in time.</exception>
    public static async Task<BridgeTestCluster> StartAsync(BridgeTestClusterOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        var databases = options.ConnectionString is null ? await TestDatabases.StartAsync(cancellation) : null;
        var folder = Directory.CreateTempSubdirectory("bridge-testing-").FullName;
        BridgeTestCluster? cluster = null;
        try
        {
            var database = databases is null ? options.ConnectionString! : await databases.CreateAsync(cancellation);
            if (databases is null)
            {
                await TestDatabases.PrepareAsync(database, cancellation);
            }

            var runs = new ConcurrentQueue<ExecutionRequest>();
            var silos = Build(options, database, folder, runs);
            await silos.DeployAsync();
            cluster = new BridgeTestCluster(silos, runs, database, databases, folder);
            await cluster.WorkersAsync(options.Silos * options.WorkersPerSilo, cancellation);
            return cluster;
        }
        catch
        {
            await (cluster is not null ? cluster.DisposeAsync() : EndAsync(databases, folder));
            throw;
        }
    }

    /// <summary>Registers a further worker, on the least-loaded silo unless the request names one.</summary>
    /// <exception cref="InvalidOperationException">It was refused; the message says why.</exception>
    public async Task RegisterWorkerAsync(WorkerRequest request, CancellationToken cancellation = default)
    {
        RegisterReply? reply = null;

        // Silos announce themselves to the balancer moments after they have started.
        await Eventually.HoldsAsync(
            async () => (reply = await Bridge.RegisterWorkerAsync(request, cancellation)).Refused?.Contains("announced", StringComparison.Ordinal) != true,
            () => $"worker '{request.WorkerId}' is not registered: {reply?.Refused}",
            cancellation);
        if (reply!.Refused is { } refused)
        {
            throw new InvalidOperationException($"worker '{request.WorkerId}' was refused: {refused}");
        }
    }

    /// <summary>Submits a test and waits for its end.</summary>
    /// <param name="requirements">The test.</param>
    /// <param name="patience">Null: a minute.</param>
    /// <exception cref="InvalidOperationException">It was not accepted; the message names each problem.</exception>
    /// <exception cref="TimeoutException">It has not ended in that time; the message says where it stands.</exception>
    public async Task<TestSnapshot> RunAsync(TestRequirements requirements, TimeSpan? patience = null)
    {
        var reply = await Bridge.SubmitTestAsync(requirements);
        if (reply.Status is not (SubmitStatus.Accepted or SubmitStatus.Known))
        {
            throw new InvalidOperationException($"the test was not accepted: {string.Join("; ", reply.Errors.Select(e => $"{e.Field}: {e.Problem}"))}");
        }

        using var limit = new CancellationTokenSource(patience ?? TimeSpan.FromMinutes(1));
        try
        {
            return await Bridge.WaitForTestAsync(reply.TestId, limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            var stands = await Bridge.GetTestAsync(reply.TestId);
            throw new TimeoutException($"test '{reply.TestId}' has not ended: it is {stands?.Status}. {stands?.Detail}");
        }
    }

    /// <summary>Stops the silos, and deletes the private server where there is one.</summary>
    public async ValueTask DisposeAsync()
    {
        Bridge.Dispose();
        await Silos.StopAllSilosAsync();
        await Silos.DisposeAsync();
        await EndAsync(_databases, _folder);
    }

    private static InProcessTestCluster Build(BridgeTestClusterOptions options, string database, string folder, ConcurrentQueue<ExecutionRequest> runs)
    {
        var builder = new InProcessTestClusterBuilder(options.Silos);

        // One service over its clusters: what an earlier one committed is there for a later one on its database.
        builder.Options.ServiceId = "bridge";
        var started = 0;
        builder.ConfigureSilo((_, silo) =>
        {
            var number = Interlocked.Increment(ref started);
            silo.AddOrleansBridge(bridge =>
            {
                bridge.ConnectionString = database;
                bridge.Engine = options.Engine
                    ?? (options.Browsers is { } browsers
                        ? _ => browsers.Engine(Path.Combine(folder, number.ToString(CultureInfo.InvariantCulture)))
                        : services => new SimulatedEngine(options.Script, options.SimulatedBrowsers, runs.Enqueue, services.GetService<TimeProvider>()));
                for (var worker = (number - 1) * options.WorkersPerSilo + 1; worker <= number * options.WorkersPerSilo; worker++)
                {
                    bridge.Workers.Add(new WorkerRequest { WorkerId = $"worker{worker}", MaxBrowsers = options.BrowsersPerWorker });
                }
            });
            options.ConfigureSilo?.Invoke(silo);
        });
        if (options.ConfigureClient is { } client)
        {
            builder.ConfigureClient(client);
        }

        return builder.Build();
    }

    private static async ValueTask EndAsync(TestDatabases? databases, string folder)
    {
        await (databases?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(folder, recursive: true);
    }

    private async Task WorkersAsync(int expected, CancellationToken cancellation)
    {
        // Ends at once with the reason where an engine does not start.
        await Task.WhenAll(Silos.Silos.Select(silo => silo.ServiceProvider.GetRequiredService<AgentReadiness>().Ready.WaitAsync(StartPatience, cancellation)));
        var alive = 0;
        await Eventually.HoldsAsync(
            async () => (alive = (await Bridge.GetWorkersAsync(cancellation)).Count(w => w.Alive)) >= expected,
            () => $"{alive} of {expected} workers came up",
            cancellation);
    }
}
