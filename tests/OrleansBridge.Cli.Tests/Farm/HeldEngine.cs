using OrleansBridge.Execution;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Tests.Farm;

/// <summary>An engine whose first run starts and stays until it is let go; the others wait for a page that never comes.</summary>
internal sealed class HeldEngine : IExecutionEngine
{
    private readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _runs;

    public Task Started => _started.Task;

    public void LetGo() => _letGo.SetResult();

    public Task<IReadOnlyList<BrowserCapability>> StartAsync(CancellationToken cancellation) => Task.FromResult<IReadOnlyList<BrowserCapability>>(
        [new BrowserCapability { Browser = BrowserTypes.Chrome, Backends = [new BackendCapability(Backends.Wasm, true, null, null, null)] }]);

    public Task OpenWorkerAsync(WorkerCapacity worker, CancellationToken cancellation) => Task.CompletedTask;

    public Task CloseWorkerAsync(string workerId, CancellationToken cancellation) => Task.CompletedTask;

    public async Task<ExecutionReport> RunAsync(ExecutionRequest request, Action<ExecutionPhase>? progress, CancellationToken cancellation)
    {
        progress?.Invoke(ExecutionPhase.Waiting);
        if (Interlocked.Increment(ref _runs) > 1)
        {
            await Task.Delay(Timeout.Infinite, cancellation);
        }

        progress?.Invoke(ExecutionPhase.Started);
        _started.SetResult();
        await _letGo.Task.WaitAsync(cancellation);
        var test = request.Requirements;
        return new ExecutionReport(new TestResult { TestId = test.TestId!, ModelId = test.ModelId, ModelType = test.ModelType, Outcome = Outcome.Passed }, null);
    }

    public IReadOnlyList<BrowserSnapshot> Browsers() => [];

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
