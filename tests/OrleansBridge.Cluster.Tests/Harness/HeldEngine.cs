using System.Collections.Concurrent;
using OrleansBridge.Execution;
using OrleansBridge.Grains.Executors;
using OrleansBridge.Results;

namespace OrleansBridge.Cluster.Tests.Harness;

/// <summary>
/// An engine whose runs last until a test says so, and which tells a test how far they are. A run whose test id begins with
/// <c>wait/</c> never gets a browser; one that begins with <c>run/</c>, or is a warm-up, starts and stays; any other lasts a moment.
/// </summary>
public sealed class HeldEngine : IExecutionEngine
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    private readonly NoOpEngine _inner = new();
    private readonly Moments _moments = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _finish = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private int _now;

    /// <summary>The instances it pretends to have.</summary>
    public IReadOnlyList<BrowserSnapshot> Living { get; init; } = [];

    public ConcurrentQueue<ExecutionRequest> Runs { get; } = new();

    /// <summary>The tests whose runs were stopped from outside.</summary>
    public ConcurrentQueue<string> Stopped { get; } = new();

    /// <summary>Most runs that started and had not ended.</summary>
    public int MostAtOnce { get; private set; }

    public void Finish(string testId) => Of(testId).SetResult();

    /// <summary>Waits until a test's run has come here, for the first time or again.</summary>
    public Task CameAsync(string testId, int times = 1) => _moments.ReachedAsync("came " + testId, times);

    /// <summary>Waits until any run has come here.</summary>
    public Task AnyCameAsync() => _moments.ReachedAsync("came", 1);

    /// <summary>Waits until a test's run has its browser.</summary>
    public Task StartedAsync(string testId) => _moments.ReachedAsync("started " + testId, 1);

    /// <summary>Waits until it was asked that often to give memory back.</summary>
    public Task RelievedAsync(MemoryRelief relief, int times) => _moments.ReachedAsync("relieved " + relief, times);

    /// <summary>Waits until a test's run was stopped from outside.</summary>
    public Task StoppedAsync(string testId) => _moments.ReachedAsync("stopped " + testId, 1);

    public Task<IReadOnlyList<BrowserCapability>> StartAsync(CancellationToken cancellation) => _inner.StartAsync(cancellation);

    public Task OpenWorkerAsync(WorkerCapacity worker, CancellationToken cancellation) => Task.CompletedTask;

    public Task CloseWorkerAsync(string workerId, CancellationToken cancellation) => Task.CompletedTask;

    public async Task<ExecutionReport> RunAsync(ExecutionRequest request, Action<ExecutionPhase>? progress, CancellationToken cancellation)
    {
        var id = request.Requirements.TestId!;
        Runs.Enqueue(request);
        _moments.Note("came");
        _moments.Note("came " + id);
        try
        {
            if (id.StartsWith("wait/", StringComparison.Ordinal))
            {
                await Of(id).Task.WaitAsync(cancellation);
            }

            Count(1);
            progress?.Invoke(ExecutionPhase.Started);
            _moments.Note("started " + id);
            try
            {
                await (request.WarmUp || id.StartsWith("run/", StringComparison.Ordinal) ? Of(id).Task : Task.Delay(Moment, cancellation)).WaitAsync(cancellation);
            }
            finally
            {
                Count(-1);
            }
        }
        catch (OperationCanceledException)
        {
            Stopped.Enqueue(id);
            _moments.Note("stopped " + id);
            throw;
        }

        var report = await _inner.RunAsync(request, null, cancellation);
        return report with { Result = report.Result with { Outcome = Outcome.Passed } };
    }

    public IReadOnlyList<BrowserSnapshot> Browsers() => Living;

    public void Relieve(MemoryRelief relief) => _moments.Note("relieved " + relief);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private TaskCompletionSource Of(string testId) => _finish.GetOrAdd(testId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private void Count(int by)
    {
        lock (_lock)
        {
            _now += by;
            MostAtOnce = Math.Max(MostAtOnce, _now);
        }
    }
}
