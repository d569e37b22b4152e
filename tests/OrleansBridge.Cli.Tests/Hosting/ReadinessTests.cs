using System.Net;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Cli.Tests.Flow;
using OrleansBridge.Execution;
using OrleansBridge.Grains.Executors;

namespace OrleansBridge.Cli.Tests.Hosting;

[Collection(ConsoleCollection.Name)]
public sealed class ReadinessTests : IDisposable
{
    private readonly DataFolder _data = new(Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"ready-{Guid.NewGuid():N}")).FullName);

    public void Dispose() => Directory.Delete(_data.Path, recursive: true);

    [Fact]
    public async Task A_silo_is_ready_when_its_browsers_have_been_probed()
    {
        var engine = new SlowEngine();
        await using var host = await BridgeHost.StartAsync(_data, FolderOwner.TryTake(_data)!, new BridgeHostOptions { Engine = _ => engine }, CancellationToken.None);
        using var http = new HttpClient { BaseAddress = new Uri(host.Endpoint.Url + "/") };

        var early = await http.GetAsync("health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, early.StatusCode);
        Assert.Contains("started and probed", await early.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("health/live")).StatusCode);

        engine.Probed.SetResult();
        await host.Capabilities;
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("health/ready")).StatusCode);
    }

    private sealed class SlowEngine : IExecutionEngine
    {
        private readonly NoOpEngine _inner = new();

        internal TaskCompletionSource Probed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<IReadOnlyList<BrowserCapability>> StartAsync(CancellationToken cancellation)
        {
            await Probed.Task.WaitAsync(cancellation);
            return await _inner.StartAsync(cancellation);
        }

        public Task OpenWorkerAsync(WorkerCapacity worker, CancellationToken cancellation) => _inner.OpenWorkerAsync(worker, cancellation);

        public Task CloseWorkerAsync(string workerId, CancellationToken cancellation) => _inner.CloseWorkerAsync(workerId, cancellation);

        public Task<ExecutionReport> RunAsync(ExecutionRequest request, Action<ExecutionPhase>? progress, CancellationToken cancellation) =>
            _inner.RunAsync(request, progress, cancellation);

        public IReadOnlyList<BrowserSnapshot> Browsers() => _inner.Browsers();

        public ValueTask DisposeAsync() => _inner.DisposeAsync();
    }
}
