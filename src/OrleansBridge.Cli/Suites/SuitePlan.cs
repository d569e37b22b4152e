using OrleansBridge.Cli.Targets;
using OrleansBridge.Onnx.Folders;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Suites;

/// <summary>One test for each model and target: all models on one target, then on the next, so that browsers are not swapped back and forth.</summary>
internal sealed record SuitePlan(string RunId, IReadOnlyList<TestRequirements> Tests)
{
    internal static SuitePlan Make(string runId, ModelSuite suite, IReadOnlyList<SuiteCase> cases, IReadOnlyList<Target> targets, double timeoutSeconds) => new(
        runId,
        [
            .. targets.SelectMany(target => cases.Select(test => new TestRequirements
            {
                TestId = $"{runId}/{test.ModelId}/{target.Browser}/{target.Backend}",
                ModelId = test.ModelId,
                ModelSource = test.Path,
                BrowserRequirements = new BrowserRequirements { Required = target.Browser },
                Backend = new BackendRequirements { Required = target.Backend },
                Timeout = timeoutSeconds,

                // A browser that broke is worth another try; a model that never returns would only cost its time again.
                FaultToleranceLevel = FaultToleranceLevel.Low,
                MaxAttempts = 3,
                Labels = new Dictionary<string, string> { ["suite"] = Path.GetFileName(suite.Folder), ["run"] = runId },
            })),
        ]);
}
