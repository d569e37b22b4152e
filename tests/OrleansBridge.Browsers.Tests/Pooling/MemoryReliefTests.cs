using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Execution;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Browsers.Tests.Pooling;

[Collection(BrowserCollection.Name)]
public sealed class MemoryReliefTests : IAsyncLifetime
{
    private EngineHarness _harness = null!;

    public async Task InitializeAsync() => _harness = await EngineHarness.StartAsync([BrowserDefaults.Chrome], maxBrowsers: 1);

    public async Task DisposeAsync() => await _harness.DisposeAsync();

    [Fact]
    public async Task The_longest_unused_half_of_the_models_is_given_up_each_time()
    {
        string[] models = [_harness.Models.MatMul(8), _harness.Models.MatMul(9)];
        await RunAsync(models[0]);
        await RunAsync(models[1]);
        int? before = Browser.ProcessId;
        _harness.Engine.Relieve(MemoryRelief.EvictSessions);
        Assert.True(await FindsLoadedAsync(models[1]));
        Assert.False(await FindsLoadedAsync(models[0]));
        Assert.Equal(before, Browser.ProcessId);
    }

    [Fact]
    public async Task Idle_pages_are_closed_and_the_browser_stays()
    {
        string model = _harness.Models.MatMul(8);
        await RunAsync(model);
        int? before = Browser.ProcessId;
        _harness.Engine.Relieve(MemoryRelief.CloseIdlePages);
        Assert.Empty(Browser.Resident);
        Assert.False(await FindsLoadedAsync(model));
        Assert.Equal(before, Browser.ProcessId);
    }

    [Fact]
    public async Task Only_the_page_of_a_run_outlasts_it_when_idle_pages_are_closed_meanwhile()
    {
        string model = _harness.Models.MatMul(8);
        await RunAsync(model, Backends.WebGpu);
        Assert.True(await FindsLoadedAsync(model, Backends.WebGpu));
        await RelieveDuringARunAsync(MemoryRelief.CloseIdlePages);
        Assert.EndsWith("/wasm", Assert.Single(Browser.Resident), StringComparison.Ordinal);
        Assert.False(await FindsLoadedAsync(model, Backends.WebGpu));
    }

    [Fact]
    public async Task An_idle_browser_is_closed_and_a_busy_one_after_its_run()
    {
        string model = _harness.Models.MatMul(8);
        await RunAsync(model);
        _harness.Engine.Relieve(MemoryRelief.Recycle);
        Assert.Empty(_harness.Engine.Browsers());

        await RunAsync(model);
        await RelieveDuringARunAsync(MemoryRelief.Recycle);
        Assert.Empty(_harness.Engine.Browsers());
        await RunAsync(model);
    }

    private BrowserSnapshot Browser => Assert.Single(_harness.Engine.Browsers());

    /// <summary>From before it has its page until it is in the middle of its work.</summary>
    private async Task RelieveDuringARunAsync(MemoryRelief relief)
    {
        var started = new TaskCompletionSource();
        var run = _harness.RunAsync(
            _harness.Models.MatMul(300, name: "long"), change: r => r with { Iterations = 200 }, progress: phase => { if (phase == ExecutionPhase.Started) { started.SetResult(); } });
        await started.Task;
        int times = 0;
        for (; times < 20 && !run.IsCompleted; times++)
        {
            _harness.Engine.Relieve(relief);
            await Task.WhenAny(run, Task.Delay(20));
        }

        Assert.True(times > 2, "the run is too short");
        Assert.Equal((Outcome.Passed, null), ((await run).Outcome, (await run).Reason));
    }

    private async Task RunAsync(string model, string backend = Backends.Wasm)
    {
        var result = await _harness.RunAsync(model, backend: backend);
        Assert.Equal((Outcome.Passed, null), (result.Outcome, result.Reason));
    }

    private async Task<bool> FindsLoadedAsync(string model, string backend = Backends.Wasm)
    {
        var result = await _harness.RunAsync(model, backend: backend);
        Assert.Equal((Outcome.Passed, null), (result.Outcome, result.Reason));
        return result.Timings.CreateMs is null;
    }
}
