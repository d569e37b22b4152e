using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Grains;
using OrleansBridge.Grains.Executors;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Cluster.Tests.Lifecycle;

[Collection(ClusterTests.Name)]
public sealed class SubmitToResultTests(DatabasesFixture databases) : IAsyncLifetime
{
    private BridgeCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), silos: 2);
        await _cluster.RegisterAsync("w1");
        await _cluster.RegisterAsync("w2");
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    private static TestRequirements Test(string id) => new() { TestId = id, ModelId = "m" };

    private static TestRequirements With(string id, string label, string value) =>
        Test(id) with { Labels = new Dictionary<string, string> { [label] = value } };

    [Fact]
    public async Task A_test_goes_from_submit_to_one_result_and_gives_its_slot_back()
    {
        var done = await _cluster.RunAsync(Test("a/b c"));
        Assert.Equal((Outcome.Simulated, 1L, 1), (done.Result!.Outcome, done.Result.Epoch, done.Result.Attempts));
        Assert.NotNull(done.Result.Placement);
        Assert.Equal(0, await _cluster.CountAsync("select coalesce(sum(reserved), 0) from bridge.workers"));
        await _cluster.ResultsAsync(1);
    }

    [Fact]
    public async Task Submitting_again_is_known_and_another_body_is_a_conflict()
    {
        await _cluster.RunAsync(Test("again"));
        Assert.Equal(SubmitStatus.Known, (await _cluster.Bridge.SubmitTestAsync(Test("again"))).Status);
        var conflict = await _cluster.Bridge.SubmitTestAsync(Test("again") with { Priority = 1 });
        Assert.Equal((SubmitStatus.Conflict, "test_id"), (conflict.Status, conflict.Errors[0].Field));
    }

    [Fact]
    public async Task What_no_worker_could_ever_run_is_refused_at_submit()
    {
        var reply = await _cluster.Bridge.SubmitTestAsync(Test("never") with { BrowserRequirements = new() { Required = "safari" } });
        Assert.Equal((SubmitStatus.Refused, "browser_requirements.required"), (reply.Status, reply.Errors[0].Field));
        Assert.Null(await _cluster.Bridge.GetTestAsync("never"));
    }

    [Fact]
    public async Task A_batch_runs_each_test_once()
    {
        var tests = Enumerable.Range(0, 200).Select(i => Test($"batch/{i}")).ToList();
        Assert.All(await _cluster.Bridge.SubmitTestsAsync(tests), r => Assert.Equal(SubmitStatus.Accepted, r.Status));
        var done = await Task.WhenAll(tests.Select(t => _cluster.Bridge.WaitForTestAsync(t.TestId!)));
        Assert.All(done, d => Assert.Equal((Outcome.Simulated, 1L), (d.Result!.Outcome, d.Result.Epoch)));
        Assert.Equal(0, await _cluster.CountAsync("select coalesce(sum(reserved), 0) from bridge.workers"));
        await _cluster.ResultsAsync(200);
    }

    [Fact]
    public async Task A_crash_is_tried_again_up_to_max_attempts()
    {
        var done = await _cluster.RunAsync(With("crash", NoOpEngine.FailLabel, nameof(FailureKind.Crash)) with { MaxAttempts = 3 });
        Assert.Equal((Outcome.Failed, 3, 3L), (done.Result!.Outcome, done.Result.Attempts, done.Result.Epoch));
        Assert.Equal(["restart", "other_browser"], done.Result.Recovery.Select(r => r.Step));
    }

    [Fact]
    public async Task A_running_test_can_be_cancelled_and_its_slot_is_free()
    {
        await _cluster.Bridge.SubmitTestAsync(With("long", NoOpEngine.DelayLabel, "600000"));
        await foreach (var state in _cluster.Bridge.WatchTestAsync("long"))
        {
            if (state.Status == TestStatus.Running)
            {
                break;
            }
        }

        var cancelled = await _cluster.Bridge.CancelTestAsync("long");
        Assert.Equal(Outcome.Cancelled, cancelled!.Result!.Outcome);
        Assert.Equal(0, await _cluster.CountAsync("select coalesce(sum(reserved), 0) from bridge.workers"));
    }

    [Fact]
    public async Task Tests_that_share_a_key_never_run_at_once()
    {
        var tests = Enumerable.Range(0, 4).Select(i => With($"key/{i}", NoOpEngine.DelayLabel, "150") with { ConcurrencyKey = "k" }).ToList();
        await _cluster.Bridge.SubmitTestsAsync(tests);
        var done = await Task.WhenAll(tests.Select(t => _cluster.Bridge.WaitForTestAsync(t.TestId!)));
        var spans = done.Select(d => (From: d.SubmittedAt.AddMilliseconds(d.Result!.Timings.QueueMs!.Value), For: d.Result.Timings.TotalMs!.Value)).OrderBy(s => s.From).ToList();
        Assert.All(spans.Zip(spans.Skip(1)), pair => Assert.True(pair.First.From.AddMilliseconds(pair.First.For) <= pair.Second.From.AddMilliseconds(1)));
    }

    [Fact]
    public async Task A_result_of_another_epoch_is_refused()
    {
        var done = await _cluster.RunAsync(Test("late"));
        var reply = await _cluster.Grains.GetGrain<ITestGrain>("late").CompleteAsync(new("late", 7, 0), done.Result! with { Outcome = Outcome.Passed });
        Assert.False(reply.Accepted);
        Assert.Equal(Outcome.Simulated, (await _cluster.Bridge.GetTestAsync("late"))!.Result!.Outcome);
    }

    [Fact]
    public async Task A_test_past_its_deadline_times_out()
    {
        var done = await _cluster.RunAsync(With("deadline", NoOpEngine.DelayLabel, "600000") with { Deadline = 1 });
        Assert.Equal(Outcome.TimedOut, done.Result!.Outcome);
    }

    [Fact]
    public async Task Listing_finds_by_prefix_and_label()
    {
        await _cluster.RunAsync(With("list/1", "colour", "red"));
        await _cluster.RunAsync(With("list/2", "colour", "blue"));
        var page = await _cluster.Bridge.ListTestsAsync(new TestQuery { Prefix = "list/", Labels = new Dictionary<string, string> { ["colour"] = "blue" } });
        Assert.Equal(["list/2"], page.Tests.Select(t => t.TestId));
    }
}
