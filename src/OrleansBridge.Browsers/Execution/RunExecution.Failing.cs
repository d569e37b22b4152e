using OrleansBridge.Browsers.Pooling;
using OrleansBridge.Execution;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Browsers.Execution;

/// <summary>How a run ends that gives no outputs, and what it costs its browser.</summary>
internal sealed partial class RunExecution
{
    private async Task<ExecutionReport> FailedAsync(BrowserInstance instance, RunnerTab tab, PageReport report)
    {
        var kind = report.Error is null ? FailureKind.DeviceLost : PageErrors.KindOf(report);
        if (kind is FailureKind.DeviceLost or FailureKind.OutOfMemory)
        {
            instance.Retire(kind == FailureKind.DeviceLost ? "its device was lost" : "it ran out of memory");
        }

        return new(await WithScreenshotAsync(_conclusion.OfFailure(instance, report, kind), instance, tab), instance.Id);
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

        await KillAsync(instance, tab, silent: failure.Kind == FailureKind.TimeOut);
        return new(RunSubject.On(subject.Failed(outcome, failure.Kind, failure.Message), instance), instance.Id);
    }

    private async Task<TestResult> WithScreenshotAsync(TestResult result, BrowserInstance instance, RunnerTab tab)
    {
        string? path = options.ArtifactFolder is { } folder && !_request.WarmUp && !_request.Requirements.Labels.ContainsKey("suite")
            ? await tab.PictureAsync(folder, result)
            : null;
        instance.Pages.Discard(tab);
        return path is null ? result : result with { Artifacts = [path] };
    }

    private static Task KillAsync(BrowserInstance instance, RunnerTab? tab, bool silent) =>
        tab is null ? Task.CompletedTask : silent ? instance.Pages.KillSilentAsync(tab) : instance.Pages.KillAsync(tab);
}
