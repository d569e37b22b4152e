using System.Runtime.CompilerServices;
using OrleansBridge.Execution;
using OrleansBridge.Grains;
using OrleansBridge.Placement;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Client;

/// <summary>
/// The farm as a client sees it, over its grain interfaces. Safe for concurrent use. Every method may be repeated: tests
/// are idempotent by their id, workers by theirs.
/// </summary>
public sealed class ResourcePoolBridge : IDisposable
{
    private const string Pool = "default";

    private readonly IGrainFactory _grains;
    private readonly ResourcePoolBridgeOptions _options;
    private readonly Retry _retry;
    private readonly CancellationTokenSource _stopped = new();

    /// <summary>A client of the farm.</summary>
    /// <param name="grains">An Orleans client, or a silo's own grain factory.</param>
    /// <param name="options">Null: the defaults.</param>
    /// <param name="time">Null: the system's clock.</param>
    public ResourcePoolBridge(IGrainFactory grains, ResourcePoolBridgeOptions? options = null, TimeProvider? time = null)
        : this(grains, options, time, null)
    {
    }

    internal ResourcePoolBridge(IGrainFactory grains, ResourcePoolBridgeOptions? options, TimeProvider? time, LostGateways? gateways)
    {
        (_grains, _options) = (grains, options ?? new());
        _retry = new(_options.RetryFor, time ?? TimeProvider.System, gateways);
    }

    private IBalancerGrain Balancer => _grains.GetGrain<IBalancerGrain>(Pool);

    /// <summary>Makes sure that the farm answers.</summary>
    /// <exception cref="TimeoutException">It does not.</exception>
    public Task StartAsync(CancellationToken cancellation = default) => GetWorkersAsync(cancellation);

    /// <summary>Ends this client's waits and watches. Tests and workers go on.</summary>
    public Task StopAsync(CancellationToken cancellation = default) => _stopped.CancelAsync();

    /// <summary>As <see cref="StopAsync"/>.</summary>
    public void Dispose()
    {
        _stopped.Cancel();
        _stopped.Dispose();
    }

    /// <summary>Registers a logical worker on the least-loaded silo that has browsers, with the client's defaults.</summary>
    /// <param name="workerId">Its id; registering it again replaces it under a new generation.</param>
    /// <param name="maxBrowsers">Browser instances it may run at once. Null: the options' default.</param>
    /// <param name="browserPreferences">Preferred browser type by model type. Null: the options' default.</param>
    /// <param name="cancellation">Ends the wait, not the registration.</param>
    /// <returns>Where it is, or why it was refused.</returns>
    public Task<RegisterReply> RegisterWorkerAsync(
        string workerId, int? maxBrowsers = null, IReadOnlyDictionary<string, string>? browserPreferences = null, CancellationToken cancellation = default) =>
        RegisterWorkerAsync(new WorkerRequest
        {
            WorkerId = workerId,
            MaxBrowsers = maxBrowsers ?? _options.MaxBrowsersPerWorker,
            BrowserPreferences = browserPreferences ?? _options.BrowserPreferences,
        }, cancellation);

    /// <summary>Registers a logical worker as asked.</summary>
    /// <returns>Where it is, or why it was refused.</returns>
    public Task<RegisterReply> RegisterWorkerAsync(WorkerRequest request, CancellationToken cancellation = default) =>
        _retry.RunAsync(() => Balancer.RegisterWorkerAsync(request), cancellation);

    /// <summary>Drains a worker: running tests finish, waiting ones move elsewhere.</summary>
    /// <returns>False when there is no such worker.</returns>
    public Task<bool> UnregisterWorkerAsync(string workerId, CancellationToken cancellation = default) =>
        _retry.RunAsync(() => Balancer.UnregisterWorkerAsync(workerId), cancellation);

    /// <summary>Submits a test. When this returns accepted, the test is committed and will not be lost.</summary>
    /// <returns>Accepted, known (the same was submitted before), conflict, or refused with each problem.</returns>
    public Task<SubmitReply> SubmitTestAsync(TestRequirements requirements, CancellationToken cancellation = default)
    {
        var named = requirements.TestId is null ? requirements with { TestId = Guid.CreateVersion7().ToString("n") } : requirements;
        return _retry.RunAsync(() => _grains.GetGrain<ITestGrain>(named.TestId!).SubmitAsync(named), cancellation);
    }

    /// <summary>Submits many tests; each is acknowledged by itself, in the order given.</summary>
    public async Task<IReadOnlyList<SubmitReply>> SubmitTestsAsync(IReadOnlyList<TestRequirements> requirements, CancellationToken cancellation = default)
    {
        var replies = new SubmitReply[requirements.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.SubmissionsInFlight, CancellationToken = cancellation };
        await Parallel.ForAsync(0, requirements.Count, parallel, async (i, stop) => replies[i] = await SubmitTestAsync(requirements[i], stop));
        return replies;
    }

    /// <summary>A test's committed state, or null when there is no such test.</summary>
    public Task<TestSnapshot?> GetTestAsync(string testId, CancellationToken cancellation = default) =>
        _retry.RunAsync(() => _grains.GetGrain<ITestGrain>(testId).GetAsync(), cancellation);

    /// <summary>Waits until a test has ended.</summary>
    /// <exception cref="KeyNotFoundException">There is no such test.</exception>
    public async Task<TestSnapshot> WaitForTestAsync(string testId, CancellationToken cancellation = default)
    {
        await foreach (var snapshot in WatchTestAsync(testId, cancellation))
        {
            if (snapshot.Status == TestStatus.Completed)
            {
                return snapshot;
            }
        }

        throw new OperationCanceledException("The client was stopped.");
    }

    /// <summary>A test's states, from the present one to the terminal one; survives silos that come and go.</summary>
    /// <exception cref="KeyNotFoundException">There is no such test.</exception>
    public async IAsyncEnumerable<TestSnapshot> WatchTestAsync(string testId, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stopped.Token);
        var version = -1L;
        while (true)
        {
            var since = version;
            var snapshot = await WaitForChangeAsync(testId, since, either.Token)
                ?? throw new KeyNotFoundException($"There is no test '{testId}'.");
            if (snapshot.Version > version)
            {
                version = snapshot.Version;
                yield return snapshot;
            }

            if (snapshot.Status == TestStatus.Completed)
            {
                yield break;
            }
        }
    }

    /// <summary>A test's state once its version is above the given one, or after at most 20 s whatever it is.</summary>
    /// <returns>Null when there is no such test.</returns>
    public Task<TestSnapshot?> WaitForChangeAsync(string testId, long sinceVersion, CancellationToken cancellation = default) =>
        _retry.RunAsync(() => _grains.GetGrain<ITestGrain>(testId).WaitForChangeAsync(sinceVersion, cancellation), cancellation);

    /// <summary>Cancels a test at whatever stage; a test that has ended stays as it is.</summary>
    /// <returns>Its state afterwards, or null when there is no such test.</returns>
    public Task<TestSnapshot?> CancelTestAsync(string testId, string why = "cancelled by its caller", CancellationToken cancellation = default) =>
        _retry.RunAsync(() => _grains.GetGrain<ITestGrain>(testId).CancelAsync(why), cancellation);

    /// <summary>A page of tests.</summary>
    public Task<TestPage> ListTestsAsync(TestQuery query, CancellationToken cancellation = default) =>
        _retry.RunAsync(() => _grains.GetGrain<ITestListGrain>(0).ListAsync(query), cancellation);

    /// <summary>The workers as the balancer last heard of them.</summary>
    public Task<IReadOnlyList<WorkerSnapshot>> GetWorkersAsync(CancellationToken cancellation = default) =>
        _retry.RunAsync(() => Balancer.GetWorkersAsync(), cancellation);

    /// <summary>The living browser instances as the balancer last heard of them.</summary>
    public Task<IReadOnlyList<BrowserSnapshot>> GetBrowsersAsync(CancellationToken cancellation = default) =>
        _retry.RunAsync(() => Balancer.GetBrowsersAsync(), cancellation);

    /// <summary>What is asked of the farm against what it can hold.</summary>
    public Task<FarmPressure> GetPressureAsync(CancellationToken cancellation = default) =>
        _retry.RunAsync(() => Balancer.GetPressureAsync(), cancellation);

    /// <summary>The load expected in a minute, by browser type, and how right such forecasts were; empty while nothing has come.</summary>
    public Task<IReadOnlyList<LoadReport>> GetForecastAsync(CancellationToken cancellation = default) =>
        _retry.RunAsync(() => Balancer.GetForecastAsync(), cancellation);
}
