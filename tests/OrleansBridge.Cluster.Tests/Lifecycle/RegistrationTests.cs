using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Execution;
using OrleansBridge.Grains.Executors;
using OrleansBridge.TestingHost.Tests;
using OrleansBridge.Workers;

namespace OrleansBridge.Cluster.Tests.Lifecycle;

[Collection(ClusterTests.Name)]
public sealed class RegistrationTests(DatabasesFixture databases)
{
    [Fact]
    public async Task A_refused_worker_is_told_why_in_words_and_by_a_code()
    {
        var engine = new LateEngine();
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), engine: _ => engine);
        await RefusedAsync(cluster, new() { WorkerId = "w1" }, RegisterRefusal.NoSilo, "no silo with browsers has announced itself");

        engine.Probed.SetResult();
        await cluster.RegisterAsync("w1");
        await RefusedAsync(cluster, new() { WorkerId = "w2", Silo = "nowhere" }, RegisterRefusal.UnknownSilo, "silo 'nowhere' is not known");
        await RefusedAsync(cluster, new() { WorkerId = "w2", BrowserTypes = ["lynx"] }, RegisterRefusal.NoBrowser, "no silo has lynx");
        await RefusedAsync(cluster, new() { WorkerId = "w2", MaxBrowsers = 0 }, RegisterRefusal.Declined, "max_browsers is 0");
    }

    private static async Task RefusedAsync(BridgeCluster cluster, WorkerRequest request, RegisterRefusal reason, string words)
    {
        var reply = await cluster.Bridge.RegisterWorkerAsync(request);
        Assert.Equal((reason, null), (reply.Reason, reply.Silo));
        Assert.Contains(words, reply.Refused, StringComparison.Ordinal);
    }

    /// <summary>Its browsers are probed when the test says so.</summary>
    private sealed class LateEngine : IExecutionEngine
    {
        private readonly NoOpEngine _inner = new();

        public TaskCompletionSource Probed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<IReadOnlyList<BrowserCapability>> StartAsync(CancellationToken cancellation)
        {
            await Probed.Task.WaitAsync(cancellation);
            return await _inner.StartAsync(cancellation);
        }

        public Task OpenWorkerAsync(WorkerCapacity worker, CancellationToken cancellation) => Task.CompletedTask;

        public Task CloseWorkerAsync(string workerId, CancellationToken cancellation) => Task.CompletedTask;

        public Task<ExecutionReport> RunAsync(ExecutionRequest request, Action<ExecutionPhase>? progress, CancellationToken cancellation) =>
            _inner.RunAsync(request, progress, cancellation);

        public IReadOnlyList<BrowserSnapshot> Browsers() => [];

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
