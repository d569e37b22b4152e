using OrleansBridge.Execution;

namespace OrleansBridge.Hosting;

/// <summary>The engine of a silo without browsers: no worker can be opened on it, so nothing ever runs.</summary>
internal sealed class NoEngine : IExecutionEngine
{
    public Task<IReadOnlyList<BrowserCapability>> StartAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<BrowserCapability>>([]);

    public Task OpenWorkerAsync(WorkerCapacity worker, CancellationToken cancellation) => throw NoBrowsers();

    public Task CloseWorkerAsync(string workerId, CancellationToken cancellation) => Task.CompletedTask;

    public Task<ExecutionReport> RunAsync(ExecutionRequest request, Action<ExecutionPhase>? progress, CancellationToken cancellation) => throw NoBrowsers();

    public IReadOnlyList<BrowserSnapshot> Browsers() => [];

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static InvalidOperationException NoBrowsers() => new("This silo has no browsers.");
}
