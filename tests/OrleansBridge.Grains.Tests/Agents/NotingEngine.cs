using System.Collections.Concurrent;
using System.Threading.Channels;
using OrleansBridge.Execution;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Grains.Tests.Agents;

/// <summary>An engine that notes what it is asked for. Its runs last until a test ends them, or they are cancelled.</summary>
internal sealed class NotingEngine : IExecutionEngine
{
    private readonly Channel<(ExecutionRequest Request, TaskCompletionSource<FailureKind> End)> _runs = Channel.CreateUnbounded<(ExecutionRequest, TaskCompletionSource<FailureKind>)>();

    /// <summary>What was asked of it but runs, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public IReadOnlyList<BrowserSnapshot> Living { get; set; } = [new() { Id = "w/chrome/0", Worker = "w", Browser = BrowserTypes.Chrome }];

    /// <summary>Runs that nobody has asked for with <see cref="NextAsync"/>.</summary>
    public int Waiting => _runs.Reader.Count;

    public Func<MemoryRelief, Exception?> Fails { get; set; } = _ => null;

    public async Task<(ExecutionRequest Request, TaskCompletionSource<FailureKind> End)> NextAsync() => await _runs.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

    public Task<IReadOnlyList<BrowserCapability>> StartAsync(CancellationToken cancellation) => throw new NotSupportedException();

    public Task OpenWorkerAsync(WorkerCapacity worker, CancellationToken cancellation) => throw new NotSupportedException();

    public Task CloseWorkerAsync(string workerId, CancellationToken cancellation) => throw new NotSupportedException();

    public async Task<ExecutionReport> RunAsync(ExecutionRequest request, Action<ExecutionPhase>? progress, CancellationToken cancellation)
    {
        var end = new TaskCompletionSource<FailureKind>(TaskCreationOptions.RunContinuationsAsynchronously);
        Assert.True(_runs.Writer.TryWrite((request, end)));
        using var cancelled = cancellation.Register(() => end.TrySetCanceled(cancellation));
        var failure = await end.Task;
        var result = new TestResult
        {
            TestId = request.Requirements.TestId!,
            ModelId = request.Requirements.ModelId,
            ModelType = request.Requirements.ModelType,
            Outcome = failure == FailureKind.None ? Outcome.Passed : Outcome.Failed,
            Failure = failure,
        };
        return new ExecutionReport(result, "w/chrome/0");
    }

    public IReadOnlyList<BrowserSnapshot> Browsers() => Living;

    public void Retire(string instance, string why) => Asked.Enqueue($"retire {instance}: {why}");

    public void Launch(string worker, string browser, string why) => Asked.Enqueue($"launch {browser} on {worker}: {why}");

    public void CloseIdle(string worker, string browser, string why) => Asked.Enqueue($"close {browser} on {worker}: {why}");

    public void Relieve(MemoryRelief relief)
    {
        Asked.Enqueue(relief.ToString());
        if (Fails(relief) is { } failure)
        {
            throw failure;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
