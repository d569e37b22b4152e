using System.Diagnostics;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Launching;
using OrleansBridge.Browsers.Pooling;
using OrleansBridge.Execution;
using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Execution;

/// <summary>One run from a free instance to its result.</summary>
internal sealed partial class RunExecution(BrowserEngineOptions options, PlacementCache placements, RunSubject subject, PreparedRun run)
{
    // Above it a second session for the placement alone would cost more than a verbose log of the first.
    private const long ExtraSessionLimit = 32 << 20;

    private readonly ExecutionRequest _request = subject.Request;
    private readonly RunConclusion _conclusion = new(placements, subject, run);

    public async Task<ExecutionReport> RunAsync(WorkerBrowsers browsers, Action<ExecutionPhase>? progress, CancellationToken cancellation)
    {
        BrowserInstance? instance;
        try
        {
            instance = await TakeAsync(browsers, cancellation);
        }
        catch (Exception problem) when (problem is BrowserLaunchException or BrowserSetupException)
        {
            return new(subject.Failed(Outcome.Failed, FailureKind.Launch, problem.Message), null);
        }

        if (instance is null)
        {
            return new(subject.Failed(Outcome.Cancelled, FailureKind.None, $"no instance of {_request.Browser} is idle that has not loaded the model"), null);
        }

        long begun = Stopwatch.GetTimestamp();
        progress?.Invoke(ExecutionPhase.Started);
        RunnerTab? tab = null;
        bool released = false;
        try
        {
            tab = await instance.Pages.TakeAsync(_request.Backend);
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
            var result = _conclusion.Of(instance, report, RunTimings.Of(report, total));
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
            await KillAsync(instance, tab, silent: false);
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

    /// <returns>Null where only a warm-up would have used one, and none is idle.</returns>
    private async Task<BrowserInstance?> TakeAsync(WorkerBrowsers browsers, CancellationToken cancellation)
    {
        string session = $"{run.ModelSha256}/{_request.Backend}";
        string test = _request.Requirements.TestId ?? "";
        return _request.WarmUp
            ? browsers.TakeIdle(_request.Browser, session, test)
            : await browsers.AcquireAsync(_request.Browser, session, test, _request.Fresh, cancellation);
    }

    private async Task<PageReport> RunOnAsync(BrowserInstance instance, RunnerTab tab, CancellationToken cancellation)
    {
        var report = await tab.RunAsync(run, Control(instance), TimeSpan.FromSeconds(_request.Requirements.Timeout), cancellation);
        instance.Pages.Replenish(_request.Backend);
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
            instance.Pages.Remember(tab, settled);
            if (settled.Nodes is { } nodes)
            {
                placements.Add(instance.Launched.Version, run.ModelSha256, _request.Backend, nodes);
            }
        }
        catch (TimeoutException)
        {
            await instance.Pages.KillSilentAsync(tab);
        }
        catch (RunFailure)
        {
            await instance.Pages.KillAsync(tab);
        }
    }

    private static async Task RememberLaterAsync(BrowserInstance instance, RunnerTab tab)
    {
        try
        {
            instance.Pages.Remember(tab, await tab.Settled);
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
