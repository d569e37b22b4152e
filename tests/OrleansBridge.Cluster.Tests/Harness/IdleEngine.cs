using System.Collections.Concurrent;
using OrleansBridge.Execution;
using OrleansBridge.Grains.Executors;
using OrleansBridge.Testing;

namespace OrleansBridge.Cluster.Tests.Harness;

/// <summary>An engine that shows each worker one idle instance of chrome and one of firefox, and keeps what it is told to close.</summary>
public sealed class IdleEngine : IExecutionEngine
{
    private readonly NoOpEngine _inner = new();
    private readonly ConcurrentDictionary<string, BrowserSnapshot> _instances = new(StringComparer.Ordinal);

    /// <summary>Where an instance was closed.</summary>
    public ConcurrentQueue<string> Closed { get; } = new();

    public Task<IReadOnlyList<BrowserCapability>> StartAsync(CancellationToken cancellation) => _inner.StartAsync(cancellation);

    public Task OpenWorkerAsync(WorkerCapacity worker, CancellationToken cancellation)
    {
        foreach (var browser in new[] { BrowserTypes.Chrome, BrowserTypes.Firefox })
        {
            var id = $"{worker.WorkerId}/{browser}/0";
            _instances[id] = new BrowserSnapshot { Id = id, Worker = worker.WorkerId, Browser = browser };
        }

        return Task.CompletedTask;
    }

    public Task CloseWorkerAsync(string workerId, CancellationToken cancellation) => Task.CompletedTask;

    public Task<ExecutionReport> RunAsync(ExecutionRequest request, Action<ExecutionPhase>? progress, CancellationToken cancellation) => _inner.RunAsync(request, progress, cancellation);

    public IReadOnlyList<BrowserSnapshot> Browsers() => [.. _instances.Values];

    public void CloseIdle(string worker, string browser, string why)
    {
        if (_instances.TryRemove($"{worker}/{browser}/0", out _))
        {
            Closed.Enqueue($"{worker}/{browser}");
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
