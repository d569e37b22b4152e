using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Core.Dispatching;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Cluster.Tests.Lifecycle;

[Collection(ClusterTests.Name)]
public sealed class ForeseeingTests(DatabasesFixture databases)
{
    private static readonly DispatcherOptions Quick = new()
    {
        Prediction = new() { Horizon = TimeSpan.FromSeconds(3), RecordEvery = TimeSpan.FromSeconds(1) },
        Scaling = new() { CalmFor = TimeSpan.Zero },
    };

    [Fact]
    public async Task What_is_expected_is_told_kept_and_scored_by_what_came()
    {
        var engine = new HeldEngine();
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), engine: _ => engine, placement: Quick);
        Assert.Empty(await cluster.Bridge.GetForecastAsync());
        await cluster.RegisterAsync("w");
        await cluster.Bridge.SubmitTestAsync(new() { TestId = "run/a", ModelId = "m" });
        await engine.StartedAsync("run/a");

        await Eventually.HoldsAsync(async () => await cluster.Bridge.GetForecastAsync() is [{ Present: 1, Scored: > 0, Slots: > 0 }]);
        var report = Assert.Single(await cluster.Bridge.GetForecastAsync());
        Assert.InRange(report.Predicted, report.Lower, report.Upper);
        Assert.True(report.Confidence > 0);
        Assert.Equal(TimeSpan.FromSeconds(3), report.For - report.At);

        // What the next balancer begins with: one test was present, by browser and model type and as the browser's sum.
        await Eventually.HoldsAsync(async () => await cluster.CountAsync("SELECT count(*) FROM bridge.forecasts WHERE pool = 'default' AND actual = 1 AND model_type = '*'") > 0);
        Assert.NotEqual(0, await cluster.CountAsync("SELECT count(*) FROM bridge.forecasts WHERE actual = 1 AND model_type = 'generic'"));
        engine.Finish("run/a");

        // Nothing after nothing is not kept.
        await cluster.Bridge.WaitForTestAsync("run/a");
        await Eventually.HoldsAsync(async () => await cluster.Bridge.GetForecastAsync() is [{ Present: 0, Predicted: < .5 }] or []);
        await Eventually.HoldsAsync(async () => await cluster.CountAsync("SELECT count(*) FROM bridge.forecasts WHERE actual IS NULL") == 0);
    }

    [Fact]
    public async Task An_idle_instance_that_nobody_wants_goes_and_the_last_one_stays()
    {
        var engine = new IdleEngine();
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), engine: _ => engine, placement: Quick);
        await cluster.RegisterAsync("w");

        await Eventually.HoldsAsync(() => Task.FromResult(!engine.Closed.IsEmpty));
        await Eventually.HoldsAsync(async () => (await cluster.Bridge.GetBrowsersAsync()).Count == 1);
        Assert.Single(engine.Closed);
    }

    [Fact]
    public async Task A_worker_tells_its_thresholds()
    {
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync());
        await cluster.RegisterAsync("w");
        await Eventually.HoldsAsync(async () => await cluster.Bridge.GetWorkersAsync() is [{ OverloadedAbove: .85, UnderutilizedBelow: .2 }]);
    }
}
