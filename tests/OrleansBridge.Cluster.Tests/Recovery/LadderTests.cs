using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Execution;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Cluster.Tests.Recovery;

/// <summary>What recovery decides, where tests really go.</summary>
[Collection(ClusterTests.Name)]
public sealed class LadderTests(DatabasesFixture databases) : IAsyncLifetime
{
    private readonly ScriptedEngine _engine = new(Script);
    private BridgeCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), engine: _ => _engine);
        await _cluster.RegisterAsync("w1");
        await _cluster.RegisterAsync("w2");
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    /// <summary>The label <c>fail</c> names failure kinds, one an attempt; what it does not name passes.</summary>
    private static FailureKind Script(ExecutionRequest request)
    {
        var kinds = request.Requirements.Labels.GetValueOrDefault("fail")?.Split(',') ?? [];
        return request.Epoch <= kinds.Length ? Enum.Parse<FailureKind>(kinds[request.Epoch - 1]) : FailureKind.None;
    }

    /// <summary>Of a priority at which nothing is tried to learn.</summary>
    private static TestRequirements Failing(string id, params FailureKind[] kinds) => new()
    {
        TestId = id,
        ModelId = "m",
        ModelType = ModelTypes.Vision,
        Priority = 1,
        Labels = new Dictionary<string, string> { ["fail"] = string.Join(',', kinds) },
    };

    private async Task<TestResult> RunAsync(TestRequirements test) => (await _cluster.RunAsync(test)).Result!;

    [Fact]
    public async Task A_test_climbs_from_its_browser_to_another_and_to_another_worker()
    {
        var result = await RunAsync(Failing("climb", FailureKind.Connection, FailureKind.Crash, FailureKind.Crash, FailureKind.Crash));
        Assert.Equal((Outcome.Passed, 5), (result.Outcome, result.Attempts));
        Assert.Equal(["retry", "restart", "other_browser", "other_worker"], result.Recovery.Select(r => r.Step));
        Assert.Equal([false, false, false, true], result.Recovery.Select(r => r.Ok));
        Assert.Equal([false, false, true, false, false], _engine.Runs.Select(r => r.Fresh));
        var places = _engine.Places;
        Assert.EndsWith("/chrome", places[0], StringComparison.Ordinal);
        Assert.Equal([places[0], places[0]], places.Skip(1).Take(2));
        Assert.EndsWith("/edge", places[3], StringComparison.Ordinal);
        Assert.DoesNotContain(places[4], places.Take(4));
        Assert.Equal(result.Worker, _engine.Runs.Last().Worker);
    }

    [Fact]
    public async Task A_lost_device_leads_to_another_backend_on_the_same_browser()
    {
        var result = await RunAsync(Failing("device", FailureKind.DeviceLost, FailureKind.DeviceLost));
        Assert.Equal(["restart", "other_backend"], result.Recovery.Select(r => r.Step));
        Assert.Single(_engine.Places.Distinct());
        Assert.Equal([Backends.WebGpu, Backends.WebGpu, Backends.WebNn], _engine.Runs.Select(r => r.Backend));
    }

    [Fact]
    public async Task Immediate_recovery_leaves_the_browser_at_once()
    {
        var result = await RunAsync(Failing("immediate", FailureKind.Connection) with { RecoveryStrategy = RecoveryStrategy.Immediate });
        Assert.Equal(["other_browser"], result.Recovery.Select(r => r.Step));
        Assert.Equal(["chrome", "edge"], _engine.Runs.Select(r => r.Browser));
    }

    [Fact]
    public async Task A_model_error_is_not_tried_again()
    {
        var result = await RunAsync(Failing("model", FailureKind.ModelError));
        Assert.Equal((Outcome.Failed, 1, 0), (result.Outcome, result.Attempts, result.Recovery.Count));
    }

    [Fact]
    public async Task A_test_that_allows_it_ends_as_simulated_from_what_passed_and_another_as_failed()
    {
        var first = Failing("alone", FailureKind.Crash) with { MaxAttempts = 1, AllowSimulated = true };
        Assert.Equal(Outcome.Failed, (await RunAsync(first)).Outcome);
        Assert.Equal(Outcome.Passed, (await RunAsync(Failing("passes") with { Labels = new Dictionary<string, string>() })).Outcome);
        await _cluster.ResultsAsync(2);

        var simulated = await RunAsync(first with { TestId = "allowed" });
        Assert.Equal((Outcome.Simulated, 7.0, null), (simulated.Outcome, simulated.Timings.P50Ms, simulated.Browser));
        Assert.Equal(("simulate", true), (simulated.Recovery[0].Step, simulated.Recovery[0].Ok));
        Assert.Equal(Outcome.Failed, (await RunAsync(first with { TestId = "not allowed", AllowSimulated = false })).Outcome);
    }
}
