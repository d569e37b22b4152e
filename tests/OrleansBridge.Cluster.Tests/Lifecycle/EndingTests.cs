using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Cluster.Tests.Lifecycle;

/// <summary>How tests end without a result of their own: cancelled at every stage, or past their deadline.</summary>
[Collection(ClusterTests.Name)]
public sealed class EndingTests(DatabasesFixture databases) : IAsyncLifetime
{
    private readonly HeldEngine _engine = new();
    private BridgeCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), engine: _ => _engine);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_queued_test_that_is_cancelled_never_runs()
    {
        await SubmitAsync("queued");
        Assert.Equal(Outcome.Cancelled, (await _cluster.Bridge.CancelTestAsync("queued"))!.Result!.Outcome);
        await _cluster.RegisterAsync("w1");
        await _cluster.RunAsync(new() { TestId = "other", ModelId = "m" });
        Assert.Equal(["other"], _engine.Runs.Select(r => r.Requirements.TestId));
    }

    [Fact]
    public async Task A_run_that_waits_for_its_browser_is_withdrawn_when_its_test_is_cancelled()
    {
        await _cluster.RegisterAsync("w1");
        await SubmitAsync("wait/a");
        await _engine.CameAsync("wait/a");
        Assert.Equal(TestStatus.Assigned, (await _cluster.Bridge.GetTestAsync("wait/a"))!.Status);
        await CancelledAndStoppedAsync("wait/a");
    }

    [Fact]
    public async Task A_running_test_that_is_cancelled_is_really_stopped()
    {
        await RunningAsync("run/a");
        await CancelledAndStoppedAsync("run/a");
    }

    [Fact]
    public async Task A_test_that_has_ended_stays_as_it_is()
    {
        await _cluster.RegisterAsync("w1");
        await _cluster.RunAsync(new() { TestId = "done", ModelId = "m" });
        var after = await _cluster.Bridge.CancelTestAsync("done");
        Assert.Equal(Outcome.Passed, after!.Result!.Outcome);
        Assert.Equal(Outcome.Passed, (await _cluster.Bridge.GetTestAsync("done"))!.Result!.Outcome);
    }

    [Fact]
    public async Task A_deadline_that_passes_while_the_test_waits_ends_it()
    {
        await SubmitAsync("queued", deadline: 1);
        Assert.Equal((Outcome.TimedOut, 0L), await EndAsync("queued"));
    }

    [Fact]
    public async Task A_deadline_that_passes_while_the_test_runs_ends_it_and_stops_the_run()
    {
        await RunningAsync("run/late", deadline: 3);
        Assert.Equal((Outcome.TimedOut, 1L), await EndAsync("run/late"));
        await _engine.StoppedAsync("run/late");
        Assert.Equal(0, await _cluster.CountAsync("SELECT coalesce(sum(reserved), 0) FROM bridge.workers"));
    }

    private async Task SubmitAsync(string id, double deadline = 600) =>
        Assert.Equal(SubmitStatus.Accepted, (await _cluster.Bridge.SubmitTestAsync(new() { TestId = id, ModelId = "m", Deadline = deadline })).Status);

    private async Task RunningAsync(string id, double deadline = 600)
    {
        await _cluster.RegisterAsync("w1");
        await SubmitAsync(id, deadline);
        await _engine.StartedAsync(id);
    }

    private async Task CancelledAndStoppedAsync(string id)
    {
        Assert.Equal(Outcome.Cancelled, (await _cluster.Bridge.CancelTestAsync(id))!.Result!.Outcome);
        await _engine.StoppedAsync(id);
        Assert.Equal(0, await _cluster.CountAsync("SELECT coalesce(sum(reserved), 0) FROM bridge.workers"));
    }

    private async Task<(Outcome, long)> EndAsync(string id)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var ended = await _cluster.Bridge.WaitForTestAsync(id, limit.Token);
        return (ended.Result!.Outcome, ended.Epoch);
    }
}
