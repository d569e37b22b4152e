using System.Collections.Concurrent;
using Orleans.TestingHost;
using OrleansBridge.Client;
using OrleansBridge.Execution;
using OrleansBridge.Postgres;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Databases;
using OrleansBridge.Workers;

namespace OrleansBridge.TestingHost;

/// <summary>
/// A bridge inside a test: silos of this process with the real grains and ledgers in a real PostgreSQL. Runs are simulated
/// unless <see cref="BridgeTestClusterOptions.Browsers"/> are given, and what is simulated never passes.
/// </summary>
public sealed class BridgeTestCluster : IAsyncDisposable
{
    private readonly ConcurrentQueue<ExecutionRequest> _runs;
    private readonly Ending _ending;

    private BridgeTestCluster(InProcessTestCluster silos, ResourcePoolBridge bridge, ConcurrentQueue<ExecutionRequest> runs, string connectionString, Ending ending) =>
        (Silos, Bridge, _runs, ConnectionString, _ending) = (silos, bridge, runs, connectionString, ending);

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
    /// <exception cref="ArgumentException">Options cannot work; the message names each.</exception>
    /// <exception cref="PostgresSetupException">No PostgreSQL is installed, or the given one cannot serve.</exception>
    /// <exception cref="Browsers.BrowserSetupException">What the browsers need is not there, or none of a silo's browsers runs; the message says why.</exception>
    /// <exception cref="TimeoutException">The workers did not come up in time.</exception>
    public static async Task<BridgeTestCluster> StartAsync(BridgeTestClusterOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new();
        BridgeTestClusterOptionsValidator.Check(options);
        var ending = new Ending();
        try
        {
            var database = await DatabaseAsync(options, ending, cancellation);
            var folder = Directory.CreateTempSubdirectory("bridge-testing-").FullName;
            ending.Add(() => Directory.Delete(folder, recursive: true));
            var runs = new ConcurrentQueue<ExecutionRequest>();
            var silos = BridgeSilos.Build(options, database, folder, runs);

            // Before they start: some may run when another does not.
            ending.Add(silos.DisposeAsync);
            ending.Add(() => EndAsync(silos));
            await silos.DeployAsync(cancellation);
            var bridge = new ResourcePoolBridge(silos.Client);
            ending.Add(bridge.Dispose);
            await silos.WorkersAsync(bridge, options, cancellation);
            return new BridgeTestCluster(silos, bridge, runs, database, ending);
        }
        catch
        {
            // Why it did not start says more than what its end met.
            await ending.EndAsync();
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
            async () => (reply = await Bridge.RegisterWorkerAsync(request, cancellation)).Reason != RegisterRefusal.NoSilo,
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

    /// <summary>Stops the silos, and deletes the private server where there is one: that also where a silo does not stop as it should.</summary>
    /// <exception cref="AggregateException">Something did not end as it should.</exception>
    public async ValueTask DisposeAsync()
    {
        if (await _ending.EndAsync() is { Count: > 0 } failures)
        {
            throw new AggregateException("the test cluster did not end as it should", failures);
        }
    }

    private static async Task<string> DatabaseAsync(BridgeTestClusterOptions options, Ending ending, CancellationToken cancellation)
    {
        if (options.ConnectionString is { } given)
        {
            await TestDatabases.PrepareAsync(given, cancellation);
            return given;
        }

        var databases = await TestDatabases.StartAsync(cancellation);
        ending.Add(databases.DisposeAsync);
        return await databases.CreateAsync(cancellation);
    }

    private static async ValueTask EndAsync(InProcessTestCluster silos)
    {
        var ending = new Ending();
        foreach (var silo in silos.Silos)
        {
            ending.Add(async () => await silos.StopSiloAsync(silo));
        }

        ending.Add(async () => await silos.StopClusterClientAsync());
        if (await ending.EndAsync() is { Count: > 0 } failures)
        {
            throw new AggregateException("silos did not stop as they should", failures);
        }
    }
}
