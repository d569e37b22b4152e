using System.Collections.Concurrent;
using OrleansBridge.Execution;
using OrleansBridge.Grains.Executors;
using OrleansBridge.Results;

namespace OrleansBridge.Cluster.Tests.Harness;

/// <summary>A no-op engine whose runs fail where a test says so, and which remembers them.</summary>
public sealed class ScriptedEngine(Func<ExecutionRequest, FailureKind> script) : IExecutionEngine
{
    private readonly NoOpEngine _inner = new();

    public ConcurrentQueue<ExecutionRequest> Runs { get; } = new();

    /// <summary>Where runs were, as worker/browser.</summary>
    public IReadOnlyList<string> Places => [.. Runs.Select(r => $"{r.Worker}/{r.Browser}")];

    public Task<IReadOnlyList<BrowserCapability>> StartAsync(CancellationToken cancellation) => _inner.StartAsync(cancellation);

    public Task OpenWorkerAsync(WorkerCapacity worker, CancellationToken cancellation) => _inner.OpenWorkerAsync(worker, cancellation);

    public Task CloseWorkerAsync(string workerId, CancellationToken cancellation) => _inner.CloseWorkerAsync(workerId, cancellation);

    public async Task<ExecutionReport> RunAsync(ExecutionRequest request, Action<ExecutionPhase>? progress, CancellationToken cancellation)
    {
        Runs.Enqueue(request);
        var report = await _inner.RunAsync(request, progress, cancellation);
        var failure = script(request);
        return failure == FailureKind.None
            ? report with { Result = report.Result with { Outcome = Outcome.Passed, Timings = new() { P50Ms = 7 } } }
            : report with { Result = report.Result with { Outcome = Outcome.Failed, Failure = failure, Reason = "as the script says" } };
    }

    public IReadOnlyList<BrowserSnapshot> Browsers() => _inner.Browsers();

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
