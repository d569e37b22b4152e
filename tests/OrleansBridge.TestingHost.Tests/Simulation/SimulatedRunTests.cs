using OrleansBridge.Execution;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Simulation;

namespace OrleansBridge.TestingHost.Tests.Simulation;

/// <summary>What a user's script may say, through real grains.</summary>
[Collection(WithDatabases.Name)]
public sealed class SimulatedRunTests(DatabasesFixture databases) : IAsyncLifetime
{
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private BridgeTestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await databases.ClusterAsync(new() { Script = Script, SimulatedBrowsers = [BrowserTypes.Chrome, BrowserTypes.Firefox] });

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    private SimulatedRun Script(ExecutionRequest run) => run.Requirements.ModelId switch
    {
        "broken" => SimulatedRun.Fails(FailureKind.ModelError, "an operator is missing"),
        "wrong" => SimulatedRun.Fails(FailureKind.Mismatch),
        "slow" => SimulatedRun.Takes(TimeSpan.FromMinutes(10)),
        "held" => SimulatedRun.EndsWith(_held.Task),
        "flaky" when run.Epoch == 1 => SimulatedRun.Fails(FailureKind.Crash),
        _ => SimulatedRun.Ends,
    };

    private async Task<TestResult> RunAsync(string model) => (await _cluster.RunAsync(Test(model))).Result!;

    private static TestRequirements Test(string model) => new() { TestId = model, ModelId = model };

    [Fact]
    public async Task A_run_without_failure_is_simulated_and_says_so()
    {
        var result = await RunAsync("any");
        Assert.Equal((Outcome.Simulated, FailureKind.None, "simulated: nothing ran"), (result.Outcome, result.Failure, result.Reason));
        Assert.Equal(("simulated", true, "worker1", false), (result.BrowserVersion, result.BrowserSubstitute, result.Worker, result.Compared));
        Assert.Null(result.BackendUsed);
        Assert.Null(result.Timings.P50Ms);
    }

    [Theory]
    [InlineData("broken", Outcome.Failed, FailureKind.ModelError, "simulated: an operator is missing")]
    [InlineData("wrong", Outcome.Mismatch, FailureKind.Mismatch, "simulated: the script asks for this failure")]
    public async Task A_failure_is_the_scripts(string model, Outcome outcome, FailureKind failure, string reason)
    {
        var result = await RunAsync(model);
        Assert.Equal((outcome, failure, reason, 1), (result.Outcome, result.Failure, result.Reason, result.Attempts));
    }

    [Fact]
    public async Task A_crash_is_recovered_from_by_the_real_ladder()
    {
        var result = await RunAsync("flaky");
        Assert.Equal((Outcome.Simulated, 2, 2L), (result.Outcome, result.Attempts, result.Epoch));
        Assert.Equal(["restart"], result.Recovery.Select(r => r.Step));
        Assert.Equal([1L, 2L], _cluster.Runs.Select(r => r.Epoch));
    }

    [Fact]
    public async Task A_run_that_lasts_too_long_times_out()
    {
        var result = (await _cluster.RunAsync(Test("slow") with { Timeout = 0.2, MaxAttempts = 1 })).Result!;
        Assert.Equal((Outcome.TimedOut, FailureKind.TimeOut), (result.Outcome, result.Failure));
    }

    [Fact]
    public async Task A_run_is_held_until_the_test_says_so()
    {
        await _cluster.Bridge.SubmitTestAsync(Test("held"));
        await foreach (var state in _cluster.Bridge.WatchTestAsync("held"))
        {
            if (state.Status == TestStatus.Running)
            {
                break;
            }
        }

        _held.SetResult();
        Assert.Equal(Outcome.Simulated, (await _cluster.Bridge.WaitForTestAsync("held")).Result!.Outcome);
    }

    [Fact]
    public async Task What_no_simulated_browser_could_run_is_refused_with_the_field()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => _cluster.RunAsync(Test("edge") with { BrowserRequirements = new() { Required = BrowserTypes.Edge } }));
        Assert.Contains("browser_requirements.required: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_that_has_not_ended_is_reported_with_where_it_stands()
    {
        var late = await Assert.ThrowsAsync<TimeoutException>(() => _cluster.RunAsync(Test("held"), TimeSpan.FromSeconds(1)));
        Assert.Matches("test 'held' has not ended: it is (Queued|Assigned|Running)", late.Message);
    }
}
