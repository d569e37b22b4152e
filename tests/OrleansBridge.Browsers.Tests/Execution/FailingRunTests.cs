using System.Diagnostics;
using System.Globalization;
using OrleansBridge.Browsers.Reaping;
using OrleansBridge.Execution;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Browsers.Tests.Execution;

[Collection(BrowserCollection.Name)]
public class FailingRunTests(ThreeBrowsers browsers)
{
    private readonly EngineHarness _harness = browsers.Harness;

    [Fact]
    public async Task A_wrong_number_is_a_mismatch_that_says_where()
    {
        var result = await _harness.RunAsync(_harness.Models.MatMul(8, expected: 9, name: "wrong"));
        Assert.Equal((Outcome.Mismatch, FailureKind.Mismatch), (result.Outcome, result.Failure));
        Assert.StartsWith("output 'y'[0] is 8, expected 9", result.Reason, StringComparison.Ordinal);
        Assert.Equal(1, result.MaxAbsError);
    }

    [Fact]
    public async Task An_unknown_operator_fails_its_own_test_only()
    {
        var failed = await _harness.RunAsync(_harness.Models.UnknownOperator());
        Assert.Equal((Outcome.Failed, FailureKind.ModelError), (failed.Outcome, failed.Failure));
        Assert.Contains("NoSuchOperator", failed.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(Outcome.Passed, (await _harness.RunAsync(_harness.Models.MatMul(8))).Outcome);
    }

    [Fact]
    public async Task A_truncated_model_never_reaches_a_browser()
    {
        var failed = await _harness.RunAsync(_harness.Models.Truncated());
        Assert.Equal((Outcome.Failed, FailureKind.ModelError), (failed.Outcome, failed.Failure));
        Assert.Null(failed.BrowserVersion);
    }

    [Fact]
    public async Task A_run_past_its_time_is_timed_out_and_stops_nobody()
    {
        string endless = _harness.Models.MatMul(4000, name: "endless");
        var result = await _harness.RunAsync(endless, change: r => r with { Timeout = 1 });
        Assert.Equal((Outcome.TimedOut, FailureKind.TimeOut), (result.Outcome, result.Failure));
        Assert.Equal("the run did not end within 1 s", result.Reason);
        Assert.Equal(Outcome.Passed, (await _harness.RunAsync(_harness.Models.MatMul(8))).Outcome);
    }

    [Fact]
    public async Task A_page_that_does_not_answer_takes_those_beside_it_along()
    {
        string small = _harness.Models.MatMul(8, name: "beside");
        await _harness.RunAsync(small, backend: Backends.WebGpu);
        Assert.Null((await _harness.RunAsync(small, backend: Backends.WebGpu)).Timings.CreateMs);

        Assert.Equal(Outcome.TimedOut, (await _harness.RunAsync(_harness.Models.MatMul(4000, name: "stuck"), change: r => r with { Timeout = 1 })).Outcome);

        var after = await _harness.RunAsync(small, backend: Backends.WebGpu);
        Assert.Equal(Outcome.Passed, after.Outcome);
        Assert.NotNull(after.Timings.CreateMs);
    }

    [Fact]
    public async Task A_webnn_run_that_never_returns_is_timed_out_and_stops_nobody()
    {
        string hangs = _harness.Models.GatherElements();
        var result = await _harness.RunAsync(hangs, BrowserTypes.Edge, Backends.WebNn, r => r with { Timeout = 5 });
        Assert.True(result.Outcome is Outcome.TimedOut or Outcome.Passed, result.Reason);
        var next = await _harness.RunAsync(_harness.Models.MatMul(8), BrowserTypes.Edge, Backends.WebNn);
        Assert.Equal((Outcome.Passed, null), (next.Outcome, next.Reason));
    }

    [Fact]
    public async Task A_strict_test_whose_backend_runs_no_node_fails()
    {
        string model = _harness.Models.OnlyOnCpu();
        var strict = await _harness.RunAsync(model, backend: Backends.WebGpu, change: r => r with { Strict = true, Backend = new() { Required = Backends.WebGpu } });
        Assert.Equal((Outcome.Failed, FailureKind.BackendFallback), (strict.Outcome, strict.Failure));
        var lax = await _harness.RunAsync(model, backend: Backends.WebGpu);
        Assert.Equal((Outcome.Passed, Backends.Wasm), (lax.Outcome, lax.BackendUsed));
    }

    [Fact]
    public async Task Cancelling_a_run_ends_it_at_once_and_stops_nobody()
    {
        using var cancel = new CancellationTokenSource();
        string endless = _harness.Models.MatMul(4000, name: "endless");
        var run = _harness.RunAsync(endless, progress: phase => { if (phase == ExecutionPhase.Started) { cancel.CancelAfter(500); } }, cancellation: cancel.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Equal(Outcome.Passed, (await _harness.RunAsync(_harness.Models.MatMul(8))).Outcome);
    }

    [Fact]
    public async Task Cancelling_a_run_leaves_the_pages_beside_it_what_they_have_loaded()
    {
        string small = _harness.Models.MatMul(8, name: "kept");
        await _harness.RunAsync(small, backend: Backends.WebGpu);
        await CancelDuringRunAsync(() => { });

        var after = await _harness.RunAsync(small, backend: Backends.WebGpu);
        Assert.Equal((Outcome.Passed, null), (after.Outcome, after.Timings.CreateMs));
    }

    [Fact]
    public async Task Cancelling_a_run_gives_up_the_pages_beside_it_that_do_not_answer()
    {
        string small = _harness.Models.MatMul(8, name: "stopped");
        await _harness.RunAsync(small, backend: Backends.WebGpu);
        await CancelDuringRunAsync(() =>
        {
            foreach (int page in Pages())
            {
                using var stop = Process.Start("kill", ["-STOP", page.ToString(CultureInfo.InvariantCulture)]);
                stop.WaitForExit();
            }
        });

        var after = await _harness.RunAsync(small, backend: Backends.WebGpu, change: r => r with { Timeout = 60 });
        Assert.Equal((Outcome.Passed, null), (after.Outcome, after.Reason));
    }

    private async Task CancelDuringRunAsync(Action before)
    {
        await _harness.RunAsync(_harness.Models.MatMul(8));
        using var cancel = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        string endless = _harness.Models.MatMul(4000, name: "cancelled");
        var run = _harness.RunAsync(endless, progress: phase => { if (phase == ExecutionPhase.Started) { started.SetResult(); } }, cancellation: cancel.Token);
        await started.Task;
        try
        {
            before();
        }
        finally
        {
            cancel.CancelAfter(500);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        }
    }

    private IEnumerable<int> Pages() => ProcessTable.Read()
        .Tree(_harness.Engine.Browsers().Single(b => b is { Browser: BrowserTypes.Chrome, Active: > 0 }).ProcessId!.Value)
        .Where(id => ProcessTable.RunsWith(id, "--type=renderer"));
}
