using OrleansBridge.Browsers.Pooling;
using OrleansBridge.Browsers.Probing;
using OrleansBridge.Execution;
using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Execution;

/// <summary>What a page's report amounts to.</summary>
internal sealed class RunConclusion(PlacementCache placements, RunSubject subject, PreparedRun run)
{
    private readonly ExecutionRequest _request = subject.Request;

    /// <summary>The result of a run that gave outputs.</summary>
    public TestResult Of(BrowserInstance instance, PageReport report, ResultTimings timings)
    {
        var result = Observed(subject.Blank(Outcome.Passed), instance, report) with { Timings = timings };
        if (placements.Find(instance.Launched.Version, run.ModelSha256, _request.Backend) is { } nodes)
        {
            result = result with { NodesByBackend = nodes, BackendUsed = nodes.Count > 0 ? nodes.MaxBy(n => n.Value).Key : null };
        }

        if (_request.WarmUp)
        {
            return result;
        }

        result = Verdict.Add(result, run, report);
        return FellBack(result)
            ? result with { Outcome = Outcome.Failed, Failure = FailureKind.BackendFallback, Reason = $"backend_fallback: {_request.Backend} ran no node of the graph" }
            : result;
    }

    /// <summary>The result of a run that gave none.</summary>
    public TestResult OfFailure(BrowserInstance instance, PageReport report, FailureKind kind) =>
        Observed(subject.Failed(Outcome.Failed, kind, report.DeviceLost ?? PageErrors.Concise(report.Error!)), instance, report);

    private bool FellBack(TestResult result) =>
        _request.Requirements is { Strict: true, Backend.Required: not null } && !(result.NodesByBackend?.GetValueOrDefault(_request.Backend) > 0);

    private TestResult Observed(TestResult result, BrowserInstance instance, PageReport report)
    {
        var adapter = Adapters.Describe(_request.Backend, report);
        return RunSubject.On(result, instance) with
        {
            Adapter = adapter.Name,
            SoftwareAdapter = adapter.Software,
            ConsoleErrors = report.ConsoleErrors,
        };
    }
}
