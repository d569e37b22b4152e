using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Execution;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Browsers.Tests.Pooling;

[Collection(BrowserCollection.Name)]
public class WarmUpTests
{
    [Fact]
    public async Task A_model_that_was_warmed_up_is_loaded_when_its_run_comes()
    {
        await using var harness = await EngineHarness.StartAsync([BrowserDefaults.Chrome], maxBrowsers: 2);
        string model = harness.Models.MatMul(8, expected: 9, name: "warmed");
        var report = await WarmUpAsync(harness, model);
        Assert.Equal((Outcome.Passed, null, false), (report.Result.Outcome, report.Result.Reason, report.Result.Compared));
        Assert.Equal(Assert.Single(harness.Engine.Browsers()).Id, report.Instance);

        var run = await harness.RunAsync(model);
        Assert.Equal((Outcome.Mismatch, null), (run.Outcome, run.Timings.CreateMs));
    }

    [Fact]
    public async Task It_uses_an_idle_instance_without_the_model_or_none_and_launches_none()
    {
        await using var harness = await EngineHarness.StartAsync([BrowserDefaults.Chrome], maxBrowsers: 2);
        string model = harness.Models.MatMul(8);
        await harness.RunAsync(model);
        Assert.Null((await WarmUpAsync(harness, model)).Instance);

        using var cancel = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var busy = harness.RunAsync(
            harness.Models.MatMul(4000, name: "endless"), progress: phase => { if (phase == ExecutionPhase.Started) { started.SetResult(); } }, cancellation: cancel.Token);
        await started.Task;
        var report = await WarmUpAsync(harness, harness.Models.MatMul(9));
        Assert.Equal((null, Outcome.Cancelled, FailureKind.None), (report.Instance, report.Result.Outcome, report.Result.Failure));
        Assert.Single(harness.Engine.Browsers());
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => busy);
    }

    private static Task<ExecutionReport> WarmUpAsync(EngineHarness harness, string folder)
    {
        var requirements = new TestRequirements { TestId = "warm-up", ModelId = Path.GetFileName(folder), ModelSource = folder, Timeout = 120 };
        return harness.Engine.RunAsync(new ExecutionRequest(EngineHarness.Worker, BrowserTypes.Chrome, Backends.Wasm, 0, 0, requirements) { WarmUp = true }, null, CancellationToken.None);
    }
}
