using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Execution;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Browsers.Tests.Pooling;

[Collection(BrowserCollection.Name)]
public class BrowserPoolTests
{
    [Fact]
    public async Task At_its_limit_a_worker_closes_an_idle_browser_for_another_type()
    {
        await using var harness = await EngineHarness.StartAsync([BrowserDefaults.Chrome, BrowserDefaults.Edge], maxBrowsers: 1);
        string model = harness.Models.MatMul(8);
        Assert.Equal(Outcome.Passed, (await harness.RunAsync(model, BrowserTypes.Chrome)).Outcome);
        Assert.Equal(Outcome.Passed, (await harness.RunAsync(model, BrowserTypes.Edge)).Outcome);
        Assert.Equal(BrowserTypes.Edge, Assert.Single(harness.Engine.Browsers()).Browser);
    }

    [Fact]
    public async Task A_browser_is_replaced_after_its_executions_and_when_the_cache_is_full_the_oldest_session_goes()
    {
        // A session counts its model and 1 MiB: two of them fit.
        await using var harness = await EngineHarness.StartAsync([BrowserDefaults.Chrome], maxBrowsers: 1, o => o with { MaxExecutions = 5, SessionCacheBytes = 5 << 19 });
        string[] models = [harness.Models.MatMul(8), harness.Models.MatMul(9), harness.Models.MatMul(10)];
        foreach (string model in models)
        {
            await harness.RunAsync(model);
        }

        Assert.Null((await harness.RunAsync(models[2])).Timings.CreateMs);
        int? before = Assert.Single(harness.Engine.Browsers()).ProcessId;
        Assert.Equal(2, Assert.Single(harness.Engine.Browsers()).Resident.Count);
        Assert.NotNull((await harness.RunAsync(models[0])).Timings.CreateMs);
        Assert.Equal(Outcome.Passed, (await harness.RunAsync(models[0])).Outcome);
        Assert.NotEqual(before, Assert.Single(harness.Engine.Browsers()).ProcessId);
    }

    [Fact]
    public async Task Several_wasm_threads_compute_the_same()
    {
        await using var harness = await EngineHarness.StartAsync([BrowserDefaults.Chrome], maxBrowsers: 1, o => o with { Threads = 2 });
        var result = await harness.RunAsync(harness.Models.MatMul(64));
        Assert.Equal((Outcome.Passed, null, 2), (result.Outcome, result.Reason, result.Provenance.Threads));
    }

    [Fact]
    public async Task Runs_of_a_closed_worker_end_as_lost_and_new_ones_are_refused()
    {
        await using var harness = await EngineHarness.StartAsync([BrowserDefaults.Chrome], maxBrowsers: 1);
        var started = new TaskCompletionSource();
        var run = harness.RunAsync(harness.Models.MatMul(4000), progress: phase => { if (phase == ExecutionPhase.Started) { started.SetResult(); } });
        await started.Task;
        await harness.Engine.CloseWorkerAsync(EngineHarness.Worker, CancellationToken.None);
        Assert.Equal((Outcome.Failed, FailureKind.Connection), ((await run).Outcome, (await run).Failure));
        Assert.Equal(FailureKind.Connection, (await harness.RunAsync(harness.Models.MatMul(8))).Failure);
        Assert.Empty(harness.Engine.Browsers());
    }

    [Fact]
    public async Task A_fresh_run_gets_a_browser_on_which_nothing_ran_and_only_the_one_that_ran_its_test_is_closed()
    {
        await using var harness = await EngineHarness.StartAsync([BrowserDefaults.Chrome], maxBrowsers: 2);
        string model = harness.Models.MatMul(8);
        await harness.RunAsync(model);
        int? first = Assert.Single(harness.Engine.Browsers()).ProcessId;

        Assert.Equal(Outcome.Passed, (await harness.RunAsync(model, change: r => r with { TestId = "other" }, fresh: true)).Outcome);
        Assert.Equal(2, harness.Engine.Browsers().Count);
        Assert.Contains(harness.Engine.Browsers(), b => b.ProcessId == first && b.Executed == 1);

        Assert.Equal(Outcome.Passed, (await harness.RunAsync(model, fresh: true)).Outcome);
        Assert.DoesNotContain(harness.Engine.Browsers(), b => b.ProcessId == first);
        Assert.All(harness.Engine.Browsers(), b => Assert.Equal(1, b.Executed));
    }

    [Fact]
    public async Task At_its_limit_a_worker_closes_a_used_browser_for_a_fresh_run()
    {
        await using var harness = await EngineHarness.StartAsync([BrowserDefaults.Chrome], maxBrowsers: 1);
        string model = harness.Models.MatMul(8);
        await harness.RunAsync(model);
        int? first = Assert.Single(harness.Engine.Browsers()).ProcessId;
        Assert.Equal(Outcome.Passed, (await harness.RunAsync(model, change: r => r with { TestId = "other" }, fresh: true)).Outcome);
        Assert.NotEqual(first, Assert.Single(harness.Engine.Browsers()).ProcessId);
    }

    [Fact]
    public async Task A_retired_browser_is_replaced()
    {
        await using var harness = await EngineHarness.StartAsync([BrowserDefaults.Chrome], maxBrowsers: 1);
        string model = harness.Models.MatMul(8);
        await harness.RunAsync(model);
        var first = Assert.Single(harness.Engine.Browsers());
        harness.Engine.Retire(first.Id, "quarantine");
        Assert.Empty(harness.Engine.Browsers());
        Assert.Equal(Outcome.Passed, (await harness.RunAsync(model)).Outcome);
        Assert.NotEqual(first.ProcessId, Assert.Single(harness.Engine.Browsers()).ProcessId);
    }

    [Fact]
    public async Task A_type_that_is_not_installed_says_how_to_get_it()
    {
        var absent = BrowserDefaults.Chrome with { Executables = ["no-such-browser"] };
        await using var harness = await EngineHarness.StartAsync([absent], maxBrowsers: 1);
        Assert.Equal("chrome is not installed here: install chromium (Debian, Ubuntu: apt-get install chromium)", harness.Capabilities.Single().Problem);
        var result = await harness.RunAsync(harness.Models.MatMul(8));
        Assert.Equal((Outcome.Failed, FailureKind.Launch), (result.Outcome, result.Failure));
    }
}
