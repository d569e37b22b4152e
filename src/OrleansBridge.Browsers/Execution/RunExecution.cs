using System.Diagnostics;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Launching;
using OrleansBridge.Browsers.Pooling;
using OrleansBridge.Browsers.Probing;
using OrleansBridge.Execution;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Browsers.Execution;

/// <summary>One run from a free instance to its result.</summary>
internal sealed class RunExecution(BrowserEngineOptions options, PlacementCache placements, RunSubject subject, PreparedRun run)
{
    // Above it a second session for the placement alone would cost more than a verbose log of the first.
    private const long ExtraSessionLimit = 32 << 20;

    private readonly ExecutionRequest _request = subject.Request;

    public async Task<ExecutionReport> RunAsync(WorkerBrowsers browsers, Action<ExecutionPhase>? progress, CancellationToken cancellation)
    {
        BrowserInstance instance;
        try
        {
            instance = await browsers.AcquireAsync(_request.Browser, $"{run.ModelSha256}/{_request.Backend}", _request.Requirements.TestId ?? "", _request.Fresh, cancellation);
        }
        catch (Exception problem) when (problem is BrowserLaunchException or BrowserSetupException)
        {
            return new(subject.Failed(Outcome.Failed, FailureKind.Launch, problem.Message), null);
        }

        long begun = Stopwatch.GetTimestamp();
        progress?.Invoke(ExecutionPhase.Started);
        RunnerTab? tab = null;
        bool released = false;
        try
        {
            tab = await instance.TabAsync(_request.Backend);
            cancellation.ThrowIfCancellationRequested();
            var report = await RunOnAsync(instance, tab, cancellation);
            instance.Executed++;
            if (report.Error is not null || report.DeviceLost is not null)
            {
                return await FailedAsync(instance, tab, report);
            }

            await SettleAsync(instance, tab);
            var pss = Task.Run(() => instance.ReadMemory(), CancellationToken.None);
            Recycle(instance);
            released = true;
            browsers.Release(instance);
            double total = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            var result = Conclude(instance, report, RunTimings.Of(report, total));
            return new(result with { Memory = new ResultMemory { JsHeapMb = report.HeapMb, PssMb = await pss } }, instance.Id);
        }
        catch (RunFailure failure)
        {
            if (PlaywrightDriver.Died(failure))
            {
                browsers.LoseIdle("Playwright's driver died");
            }

            return await BrokenAsync(instance, tab, failure);
        }
        catch (OperationCanceledException)
        {
            await KillAsync(instance, tab);
            throw;
        }
        finally
        {
            if (!released)
            {
                browsers.Release(instance);
            }
        }
    }

    private async Task<PageReport> RunOnAsync(BrowserInstance instance, RunnerTab tab, CancellationToken cancellation)
    {
        var report = await tab.RunAsync(run, Control(instance), TimeSpan.FromSeconds(_request.Requirements.Timeout), cancellation);
        instance.Replenish(_request.Backend);
        return report;
    }

    // The outputs are here: what goes wrong from now on costs the page, not the result.
    private async Task SettleAsync(BrowserInstance instance, RunnerTab tab)
    {
        if (PlacementKnown(instance))
        {
            _ = RememberLaterAsync(instance, tab);
            return;
        }

        try
        {
            var settled = await tab.Settled.WaitAsync(TimeSpan.FromSeconds(_request.Requirements.Timeout));
            instance.Remember(tab, settled);
            if (settled.Nodes is { } nodes)
            {
                placements.Add(instance.Launched.Version, run.ModelSha256, _request.Backend, nodes);
            }
        }
        catch (Exception broken) when (broken is TimeoutException or RunFailure)
        {
            await KillAsync(instance, tab);
        }
    }

    private static async Task RememberLaterAsync(BrowserInstance instance, RunnerTab tab)
    {
        try
        {
            instance.Remember(tab, await tab.Settled);
        }
        catch (RunFailure)
        {
            // The page broke after its outputs: the next run on it finds out.
        }
    }

    private bool PlacementKnown(BrowserInstance instance) => placements.Find(instance.Launched.Version, run.ModelSha256, _request.Backend) is not null;

    private RunControl Control(BrowserInstance instance) => new()
    {
        Backend = _request.Backend,
        Iterations = _request.Requirements.Iterations,
        Warmup = _request.Requirements.Warmup,
        CacheBytes = options.SessionCacheBytes,
        Placement = PlacementKnown(instance) ? "none" : run.ModelBytes > ExtraSessionLimit ? "inline" : "extra",
        WebnnDevice = instance.Launched.Software ? "cpu" : "gpu",
    };

    private TestResult Conclude(BrowserInstance instance, PageReport report, ResultTimings timings)
    {
        var result = RunSubject.On(Observed(subject.Blank(Outcome.Passed), report), instance) with { Timings = timings };
        if (placements.Find(instance.Launched.Version, run.ModelSha256, _request.Backend) is { } nodes)
        {
            result = result with { NodesByBackend = nodes, BackendUsed = nodes.Count > 0 ? nodes.MaxBy(n => n.Value).Key : null };
        }

        result = Verdict.Add(result, run, report);
        return FellBack(result)
            ? result with { Outcome = Outcome.Failed, Failure = FailureKind.BackendFallback, Reason = $"backend_fallback: {_request.Backend} ran no node of the graph" }
            : result;
    }

    private bool FellBack(TestResult result) =>
        _request.Requirements is { Strict: true, Backend.Required: not null } && !(result.NodesByBackend?.GetValueOrDefault(_request.Backend) > 0);

    private TestResult Observed(TestResult result, PageReport report)
    {
        var adapter = Adapters.Describe(_request.Backend, report);
        return result with
        {
            Adapter = adapter.Name,
            SoftwareAdapter = adapter.Software,
            ConsoleErrors = report.ConsoleErrors,
        };
    }

    private async Task<ExecutionReport> FailedAsync(BrowserInstance instance, RunnerTab tab, PageReport report)
    {
        var kind = report.Error is null ? FailureKind.DeviceLost : PageErrors.KindOf(report);
        if (kind is FailureKind.DeviceLost or FailureKind.OutOfMemory)
        {
            instance.Retire(kind == FailureKind.DeviceLost ? "its device was lost" : "it ran out of memory");
        }

        string reason = report.DeviceLost ?? PageErrors.Concise(report.Error!);
        var result = Observed(subject.Failed(Outcome.Failed, kind, reason), report);
        return new(await WithScreenshotAsync(RunSubject.On(result, instance), instance, tab, kind), instance.Id);
    }

    private async Task<ExecutionReport> BrokenAsync(BrowserInstance instance, RunnerTab? tab, RunFailure failure)
    {
        var outcome = failure.Kind == FailureKind.TimeOut ? Outcome.TimedOut : Outcome.Failed;
        if (failure.Kind == FailureKind.TimeOut && _request.Backend != Backends.Wasm)
        {
            // What hangs may be the GPU process, which all pages share.
            instance.Retire("a run on its device never returned");
        }
        else if (tab is null)
        {
            // A browser that opens no page is of no use to the next run either.
            instance.Retire(failure.Message);
        }

        await KillAsync(instance, tab);
        return new(RunSubject.On(subject.Failed(outcome, failure.Kind, failure.Message), instance), instance.Id);
    }

    private async Task<TestResult> WithScreenshotAsync(TestResult result, BrowserInstance instance, RunnerTab tab, FailureKind kind)
    {
        string? path = options.ArtifactFolder is { } folder && !_request.Requirements.Labels.ContainsKey("suite")
            ? await tab.PictureAsync(folder, result)
            : null;
        instance.Discard(tab);
        return path is null ? result : result with { Artifacts = [path] };
    }

    private static Task KillAsync(BrowserInstance instance, RunnerTab? tab) => tab is null ? Task.CompletedTask : instance.KillAsync(tab);

    private void Recycle(BrowserInstance instance)
    {
        if (instance.Executed >= options.MaxExecutions)
        {
            instance.Retire($"it ran {instance.Executed} times");
        }
        else if (instance.PssMb > options.MaxInstanceMb)
        {
            instance.Retire($"it took {instance.PssMb:0} MB");
        }
    }
}
