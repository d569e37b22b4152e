using OrleansBridge.Browsers.Pooling;
using OrleansBridge.Execution;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Browsers.Execution;

/// <summary>What a result says before anything ran: the test, the place, the provenance.</summary>
internal sealed class RunSubject(ExecutionRequest request, Provenance provenance)
{
    public ExecutionRequest Request => request;

    /// <summary>A result that gave no outputs.</summary>
    public TestResult Failed(Outcome outcome, FailureKind kind, string reason) => Blank(outcome) with { Failure = kind, Reason = reason };

    public TestResult Blank(Outcome outcome) => new()
    {
        TestId = request.Requirements.TestId ?? "",
        ModelId = request.Requirements.ModelId,
        ModelType = request.Requirements.ModelType,
        Epoch = request.Epoch,
        Outcome = outcome,
        Worker = request.Worker,
        Browser = request.Browser,
        BackendRequested = request.Backend,
        Provenance = request.Backend == Backends.Cpu
            ? provenance with { OrtBundle = "onnxruntime-node", OrtVersion = null }
            : provenance with { OrtBundle = $"ort.{PageTab.BundleOf(request.Backend)}" },
    };

    /// <summary>A result with what is known of the browser.</summary>
    public static TestResult On(TestResult result, BrowserInstance instance) => result with
    {
        BrowserVersion = instance.Launched.Version,
        BrowserSubstitute = instance.Launched.Executable.Substitute,
        BrowserFlags = instance.Launched.Flags,
        Provenance = result.Provenance with { OrtVersion = instance.Launched.OrtVersion ?? result.Provenance.OrtVersion },
    };
}
