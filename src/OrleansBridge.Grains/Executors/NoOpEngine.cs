using OrleansBridge.Execution;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Grains.Executors;

/// <summary>
/// An engine that runs nothing: for tests of submissions and benches of the ledgers. Its outcome is
/// <see cref="Outcome.Simulated"/>, never a pass; a test's label <c>noop.outcome</c> asks for another failure kind.
/// </summary>
public sealed class NoOpEngine : IExecutionEngine
{
    /// <summary>The label by which a test asks the no-op engine to fail, by <see cref="FailureKind"/>'s name.</summary>
    public const string FailLabel = "noop.fail";

    /// <summary>The label by which a test asks it to take some time, milliseconds.</summary>
    public const string DelayLabel = "noop.delay_ms";

    private static readonly BrowserCapability[] Capabilities =
    [
        .. new[] { BrowserTypes.Chrome, BrowserTypes.Firefox, BrowserTypes.Edge }.Select(type => new BrowserCapability
        {
            Browser = type,
            Version = "no-op",
            Substitute = true,
            Backends = [.. Backends.All.Select(b => new BackendCapability(b, true, null, null, null))],
        }),
    ];

    /// <inheritdoc/>
    public Task<IReadOnlyList<BrowserCapability>> StartAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<BrowserCapability>>(Capabilities);

    /// <inheritdoc/>
    public Task OpenWorkerAsync(WorkerCapacity worker, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task CloseWorkerAsync(string workerId, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<ExecutionReport> RunAsync(ExecutionRequest request, Action<ExecutionPhase>? progress, CancellationToken cancellation)
    {
        progress?.Invoke(ExecutionPhase.Started);
        var labels = request.Requirements.Labels;
        if (labels.TryGetValue(DelayLabel, out var delay))
        {
            await Task.Delay(int.Parse(delay, System.Globalization.CultureInfo.InvariantCulture), cancellation);
        }

        var failure = labels.TryGetValue(FailLabel, out var kind) ? Enum.Parse<FailureKind>(kind) : FailureKind.None;
        return new ExecutionReport(new TestResult
        {
            TestId = request.Requirements.TestId!,
            ModelId = request.Requirements.ModelId,
            ModelType = request.Requirements.ModelType,
            Outcome = failure == FailureKind.None ? Outcome.Simulated : Outcome.Failed,
            Failure = failure,
            Reason = failure == FailureKind.None ? "the no-op engine ran nothing" : "asked to fail by its label",
            Browser = request.Browser,
            BackendRequested = request.Backend,
        }, null);
    }

    /// <inheritdoc/>
    public IReadOnlyList<BrowserSnapshot> Browsers() => [];

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
