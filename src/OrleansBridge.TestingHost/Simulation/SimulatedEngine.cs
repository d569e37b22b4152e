using System.Globalization;
using OrleansBridge.Execution;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.TestingHost.Simulation;

/// <summary>
/// An engine that runs nothing and says so in every result: <see cref="Outcome.Simulated"/> or a failure, the browser's version
/// <c>simulated</c> and a substitute, nothing measured. For <c>OrleansBridgeOptions.Engine</c> of a test host of your own.
/// </summary>
/// <param name="script">How each run goes, asked when it starts. Null: it ends at once.</param>
/// <param name="browsers">The browser types it pretends to have. Null: chrome, firefox and edge.</param>
/// <param name="started">Told of each run when it starts.</param>
/// <param name="time">Whose clock counts. Null: the system's.</param>
public sealed class SimulatedEngine(
    Func<ExecutionRequest, SimulatedRun>? script = null, IReadOnlyList<string>? browsers = null, Action<ExecutionRequest>? started = null, TimeProvider? time = null) : IExecutionEngine
{
    private const string Label = "simulated";

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public Task<IReadOnlyList<BrowserCapability>> StartAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<BrowserCapability>>(
        [
            .. (browsers ?? [BrowserTypes.Chrome, BrowserTypes.Firefox, BrowserTypes.Edge]).Select(type => new BrowserCapability
            {
                Browser = type,
                Version = Label,
                Substitute = true,
                Backends = [.. Backends.All.Select(backend => new BackendCapability(backend, true, null, null, null))],
            }),
        ]);

    /// <inheritdoc/>
    public Task OpenWorkerAsync(WorkerCapacity worker, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task CloseWorkerAsync(string workerId, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<ExecutionReport> RunAsync(ExecutionRequest request, Action<ExecutionPhase>? progress, CancellationToken cancellation)
    {
        started?.Invoke(request);
        progress?.Invoke(ExecutionPhase.Started);
        var run = script?.Invoke(request) ?? SimulatedRun.Ends;
        var limit = TimeSpan.FromSeconds(request.Requirements.Timeout);
        var inTime = await LastAsync(run, limit, cancellation);
        return new ExecutionReport(inTime ? Result(request, run.Failure, run.Reason) : Result(request, FailureKind.TimeOut, TooLong(limit)), null);
    }

    /// <inheritdoc/>
    public IReadOnlyList<BrowserSnapshot> Browsers() => [];

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<bool> LastAsync(SimulatedRun run, TimeSpan limit, CancellationToken cancellation)
    {
        using var overdue = new CancellationTokenSource(limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(overdue.Token, cancellation);
        try
        {
            if (run.Duration > TimeSpan.Zero)
            {
                await Task.Delay(run.Duration, _time, either.Token);
            }

            await (run.Until ?? Task.CompletedTask).WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (overdue.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private static string TooLong(TimeSpan limit) => $"the run did not end within {limit.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture)} s";

    private static TestResult Result(ExecutionRequest request, FailureKind failure, string? reason) => new()
    {
        TestId = request.Requirements.TestId!,
        ModelId = request.Requirements.ModelId,
        ModelType = request.Requirements.ModelType,
        Outcome = failure switch
        {
            FailureKind.None => Outcome.Simulated,
            FailureKind.Mismatch => Outcome.Mismatch,
            FailureKind.TimeOut => Outcome.TimedOut,
            _ => Outcome.Failed,
        },
        Failure = failure,
        Reason = $"{Label}: {reason ?? (failure == FailureKind.None ? "nothing ran" : "the script asks for this failure")}",
        Browser = request.Browser,
        BrowserVersion = Label,
        BrowserSubstitute = true,
        BackendRequested = request.Backend,
    };
}
