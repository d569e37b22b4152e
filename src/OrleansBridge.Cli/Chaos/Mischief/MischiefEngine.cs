using Microsoft.Extensions.DependencyInjection;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Execution;
using OrleansBridge.Grains;
using OrleansBridge.Results;
using OrleansBridge.Workers;

namespace OrleansBridge.Cli.Chaos.Mischief;

/// <summary>
/// The real engine, and around it the tricks that tests ask for by label: for faults that must strike between two steps of
/// one process. Only a bridge that chaos started has it.
/// </summary>
internal sealed class MischiefEngine(IExecutionEngine engine, IGrainFactory grains, TrickMarks marks) : IExecutionEngine
{
    internal static Func<IServiceProvider, IExecutionEngine> Around(Func<IServiceProvider, IExecutionEngine> engine, DataFolder data) =>
        services => new MischiefEngine(engine(services), services.GetRequiredService<IGrainFactory>(), TrickMarks.In(data));

    public Task<IReadOnlyList<BrowserCapability>> StartAsync(CancellationToken cancellation) => engine.StartAsync(cancellation);

    public Task OpenWorkerAsync(WorkerCapacity worker, CancellationToken cancellation) => engine.OpenWorkerAsync(worker, cancellation);

    public Task CloseWorkerAsync(string workerId, CancellationToken cancellation) => engine.CloseWorkerAsync(workerId, cancellation);

    public IReadOnlyList<BrowserSnapshot> Browsers() => engine.Browsers();

    public void Retire(string instance, string why) => engine.Retire(instance, why);

    public void Launch(string worker, string browser, string why) => engine.Launch(worker, browser, why);

    public void CloseIdle(string worker, string browser, string why) => engine.CloseIdle(worker, browser, why);

    public void Relieve(MemoryRelief relief) => engine.Relieve(relief);

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    public async Task<ExecutionReport> RunAsync(ExecutionRequest request, Action<ExecutionPhase>? progress, CancellationToken cancellation)
    {
        if (MischiefLabel.Read(request.Requirements.Labels) is not { } trick)
        {
            return await engine.RunAsync(request, progress, cancellation);
        }

        if (trick == Trick.DieBeforeAccept)
        {
            Die(request);
        }

        var report = await engine.RunAsync(request, phase => OnProgress(trick, request, phase, progress), cancellation);
        await BeforeReportAsync(trick, request, report.Result);
        return report;
    }

    private void OnProgress(Trick trick, ExecutionRequest request, ExecutionPhase phase, Action<ExecutionPhase>? progress)
    {
        progress?.Invoke(phase);
        if (phase != ExecutionPhase.Started)
        {
            return;
        }

        switch (trick)
        {
            case Trick.DieMidRun:
                Die(request);
                break;
            case Trick.Poison when Browser(request) is { } poisoned:
                marks.Repeat(Id(request), $"browser {poisoned}, epoch {request.Epoch}");
                Signals.Kill(poisoned);
                break;
            case Trick.Hang when Browser(request) is { } hung && marks.TryPlay(Id(request), $"every page of browser {hung}"):
                foreach (var page in BrowserProcesses.Pages(hung))
                {
                    Signals.Stop(page);
                }

                break;
        }
    }

    private async Task BeforeReportAsync(Trick trick, ExecutionRequest request, TestResult result)
    {
        var test = grains.GetGrain<ITestGrain>(Id(request));
        var run = new RunKey(Id(request), request.Epoch, request.Part);
        switch (trick)
        {
            case Trick.DieBeforeResult:
                Die(request);
                break;
            case Trick.DieBeforeAcknowledgement when marks.Read(Id(request)) is null:
                await test.CompleteAsync(run, Told(request, result));
                Die(request);
                break;
            case Trick.DuplicateResult when marks.TryPlay(Id(request), $"epoch {request.Epoch} is reported twice"):
                await test.CompleteAsync(run, Told(request, result));
                break;
            case Trick.LateResult when marks.TryPlay(Id(request), $"epoch {request.Epoch} is reported after its end"):
                await test.RequeueAsync(run, "chaos ends the epoch");
                break;
        }
    }

    /// <summary>As the agent completes it, so that the database has what it would have had.</summary>
    private static TestResult Told(ExecutionRequest request, TestResult result) => result with
    {
        Worker = request.Worker,
        Browser = request.Browser,
        BackendRequested = request.Backend,
        Epoch = request.Epoch,
    };

    private void Die(ExecutionRequest request)
    {
        if (marks.TryPlay(Id(request), $"process {Environment.ProcessId}, epoch {request.Epoch}"))
        {
            Signals.Kill(Environment.ProcessId);
        }
    }

    private int? Browser(ExecutionRequest request) => engine.Browsers()
        .Where(b => b.Worker == request.Worker && b.Browser == request.Browser && b.Active > 0).Select(b => b.ProcessId).FirstOrDefault();

    private static string Id(ExecutionRequest request) => request.Requirements.TestId!;
}
