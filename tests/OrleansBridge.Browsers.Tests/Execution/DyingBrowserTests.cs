using System.Diagnostics;
using OrleansBridge.Browsers.Reaping;
using OrleansBridge.Execution;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Browsers.Tests.Execution;

[Collection(BrowserCollection.Name)]
public class DyingBrowserTests(ThreeBrowsers browsers)
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);

    private readonly EngineHarness _harness = browsers.Harness;

    [Theory]
    [InlineData(BrowserTypes.Chrome)]
    [InlineData(BrowserTypes.Firefox)]
    public async Task A_killed_browser_is_noticed_at_once_and_replaced(string browser)
    {
        await _harness.RunAsync(_harness.Models.MatMul(8), browser);
        var result = await KillDuringRunAsync(browser, snapshot => [snapshot.ProcessId!.Value]);
        Assert.Equal((Outcome.Failed, FailureKind.Crash), (result.Outcome, result.Failure));
        await PassesAgainAsync(browser);
    }

    [Fact]
    public async Task A_browser_that_dies_while_it_opens_a_page_is_noticed_at_once()
    {
        // One that was not probed has pages only for what ran on it.
        await _harness.RunAsync(_harness.Models.MatMul(8));
        await SignalAsync("KILL", Chrome());
        await PassesAgainAsync(BrowserTypes.Chrome);
        var stopped = Chrome();
        await SignalAsync("STOP", stopped);
        var started = new TaskCompletionSource();
        var run = _harness.RunAsync(_harness.Models.MatMul(8), backend: Backends.WebGpu, progress: phase => { if (phase == ExecutionPhase.Started) { started.SetResult(); } });
        await started.Task;
        await SignalAsync("KILL", stopped);

        var result = await run.WaitAsync(AtOnce);
        Assert.Equal((FailureKind.Crash, "the browser ended unexpectedly"), (result.Failure, result.Reason));
        await PassesAgainAsync(BrowserTypes.Chrome);
    }

    [Fact]
    public async Task A_crashed_page_is_noticed_at_once_and_replaced()
    {
        await _harness.RunAsync(_harness.Models.MatMul(8));
        var result = await KillDuringRunAsync(BrowserTypes.Chrome, snapshot => ProcessTable.Read().Tree(snapshot.ProcessId!.Value).Where(id => ProcessTable.RunsWith(id, "--type=renderer")));
        Assert.Equal((Outcome.Failed, FailureKind.Crash, "the page crashed"), (result.Outcome, result.Failure, result.Reason));
        await PassesAgainAsync(BrowserTypes.Chrome);
    }

    [Fact]
    public async Task A_dead_driver_costs_its_runs_and_is_replaced()
    {
        await _harness.RunAsync(_harness.Models.MatMul(8));
        var result = await KillDuringRunAsync(BrowserTypes.Chrome, _ => ProcessTable.Read().Tree(Environment.ProcessId).Where(id => ProcessTable.RunsWith(id, "run-driver")));
        // Which of the two is seen first is a race of the operating system's; either is tried again elsewhere.
        Assert.True(result is { Outcome: Outcome.Failed, Failure: FailureKind.Crash or FailureKind.Connection }, result.Reason);
        await PassesAgainAsync(BrowserTypes.Chrome);
        await PassesAgainAsync(BrowserTypes.Firefox);
    }

    /// <summary>A run that finds the death before its events do is one of its costs; the next one passes.</summary>
    private async Task PassesAgainAsync(string browser)
    {
        var first = await _harness.RunAsync(_harness.Models.MatMul(8), browser);
        if (first.Failure is FailureKind.Crash or FailureKind.Connection or FailureKind.Launch)
        {
            first = await _harness.RunAsync(_harness.Models.MatMul(8), browser);
        }

        Assert.Equal((Outcome.Passed, null), (first.Outcome, first.Reason));
    }

    private async Task<TestResult> KillDuringRunAsync(string browser, Func<BrowserSnapshot, IEnumerable<int>> victims)
    {
        var started = new TaskCompletionSource();
        string endless = _harness.Models.MatMul(4000, name: "endless");
        var run = _harness.RunAsync(endless, browser, progress: phase => { if (phase == ExecutionPhase.Started) { started.SetResult(); } });
        await started.Task;
        foreach (int victim in victims(_harness.Engine.Browsers().Single(b => b.Browser == browser && b.Active > 0)))
        {
            using var process = Process.GetProcessById(victim);
            process.Kill();
        }

        return await run.WaitAsync(AtOnce);
    }

    private IReadOnlyList<int> Chrome() => [.. ProcessTable.Read().Tree(_harness.Engine.Browsers().Single(b => b.Browser == BrowserTypes.Chrome).ProcessId!.Value)];

    private static async Task SignalAsync(string signal, IEnumerable<int> processes)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -{signal} {string.Join(' ', processes)}"]);
        await kill.WaitForExitAsync();
    }
}
