using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Browsers.Reaping;
using OrleansBridge.Execution;
using OrleansBridge.Onnx.Tensors;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Browsers.Tests.Native;

public sealed class NativeEngineTests(NativeHarness native) : IClassFixture<NativeHarness>
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);

    private readonly EngineHarness _harness = native.Harness;

    [Fact]
    public void It_registers_like_a_browser_type_and_keeps_no_place_after_the_probe()
    {
        var capability = Assert.Single(_harness.Capabilities);
        Assert.Equal(BrowserTypes.Native, capability.Browser);
        Assert.Null(capability.Problem);
        Assert.True(capability.Has(Backends.Cpu));
        Assert.StartsWith("onnxruntime-node 1.", capability.Version, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_passes_and_its_result_says_what_was_observed()
    {
        var result = await RunAsync(_harness.Models.MatMul(64), r => r with { Iterations = 5 });
        Assert.Equal((Outcome.Passed, null, true), (result.Outcome, result.Reason, result.Compared));
        Assert.Equal((Backends.Cpu, 1), (result.BackendUsed, Assert.Single(result.NodesByBackend!).Value));
        Assert.Equal("onnxruntime-node", result.Provenance.OrtBundle);
        Assert.StartsWith("1.", result.Provenance.OrtVersion, StringComparison.Ordinal);
        Assert.NotNull(result.Provenance.ModelSha256);
        Assert.True(result.Timings is { CreateMs: > 0, FirstRunMs: > 0, P50Ms: > 0, ThroughputPerS: > 0 });
        Assert.True(result.Memory.JsHeapMb > 1);
    }

    [Fact]
    public async Task Large_models_external_weights_and_strings_come_through()
    {
        Assert.Equal(Outcome.Passed, (await RunAsync(_harness.Models.ExternalWeights(100_000))).Outcome);
        var text = new Tensor("x", [2], ["grüß", "dich"]);
        Assert.Equal((Outcome.Passed, null), ((await RunAsync(_harness.Models.Identity(text))) is var r ? r.Outcome : default, r.Reason));
    }

    [Fact]
    public async Task A_wrong_answer_is_a_mismatch() =>
        Assert.Equal(Outcome.Mismatch, (await RunAsync(_harness.Models.MatMul(8, expected: 9, name: "wrong"))).Outcome);

    [Fact]
    public async Task An_error_of_the_models_own_costs_its_test_only()
    {
        await RunAsync(_harness.Models.MatMul(8));
        int? before = Process();
        var result = await RunAsync(_harness.Models.UnknownOperator());
        Assert.Equal((Outcome.Failed, FailureKind.ModelError), (result.Outcome, result.Failure));
        Assert.Contains("NoSuchOperator", result.Reason, StringComparison.Ordinal);
        Assert.Equal(Outcome.Passed, (await RunAsync(_harness.Models.MatMul(8))).Outcome);
        Assert.Equal(before, Process());
    }

    [Fact]
    public async Task A_killed_process_is_noticed_at_once_and_replaced()
    {
        await RunAsync(_harness.Models.MatMul(8));
        var started = new TaskCompletionSource();
        var run = EndlessAsync(600, phase => { if (phase == ExecutionPhase.Started) { started.SetResult(); } });
        await started.Task;
        Reaper.Kill(Process()!.Value);
        var result = await run.WaitAsync(AtOnce);
        Assert.Equal((Outcome.Failed, FailureKind.Crash, "the node process ended unexpectedly"), (result.Outcome, result.Failure, result.Reason));
        Assert.Equal(Outcome.Passed, (await RunAsync(_harness.Models.MatMul(8))).Outcome);
    }

    [Fact]
    public async Task A_run_past_its_time_ends_with_its_process()
    {
        await RunAsync(_harness.Models.MatMul(8));
        int before = Process()!.Value;
        var result = await EndlessAsync(1, null).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(Outcome.TimedOut, result.Outcome);
        Assert.Null(ProcessTable.StartOf(before));
    }

    [Fact]
    public async Task When_memory_is_short_it_gives_up_the_longest_unused_half_of_its_models()
    {
        await using var harness = await EngineHarness.StartAsync([BrowserDefaults.Native], maxBrowsers: 1);
        string[] models = [harness.Models.MatMul(11), harness.Models.MatMul(12)];
        await RunAsync(models[0]);
        await RunAsync(models[1]);
        int? before = harness.Engine.Browsers().Single().ProcessId;
        harness.Engine.Relieve(MemoryRelief.EvictSessions);
        Assert.Null((await RunAsync(models[1])).Timings.CreateMs);
        Assert.NotNull((await RunAsync(models[0])).Timings.CreateMs);
        Assert.Equal(before, harness.Engine.Browsers().Single().ProcessId);

        Task<TestResult> RunAsync(string model) => harness.RunAsync(model, BrowserTypes.Native, Backends.Cpu);
    }

    private int? Process() => _harness.Engine.Browsers().Single().ProcessId;

    private Task<TestResult> EndlessAsync(double timeout, Action<ExecutionPhase>? progress) =>
        _harness.RunAsync(_harness.Models.MatMul(1000, name: "endless"), BrowserTypes.Native, Backends.Cpu, r => r with { Timeout = timeout, Iterations = 1_000_000 }, progress);

    private Task<TestResult> RunAsync(string folder, Func<TestRequirements, TestRequirements>? change = null) =>
        _harness.RunAsync(folder, BrowserTypes.Native, Backends.Cpu, change);
}
