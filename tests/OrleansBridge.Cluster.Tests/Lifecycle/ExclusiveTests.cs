using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Cluster.Tests.Lifecycle;

[Collection(ClusterTests.Name)]
public sealed class ExclusiveTests(DatabasesFixture databases)
{
    [Fact]
    public async Task An_exclusive_test_is_not_starved_by_those_that_came_after_it()
    {
        var engine = new HeldEngine();
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), engine: _ => engine);
        await cluster.RegisterAsync("w1", maxBrowsers: 1);
        await cluster.Bridge.SubmitTestAsync(new TestRequirements { TestId = "run/before", ModelId = "m" });
        await engine.StartedAsync("run/before");
        await cluster.Bridge.SubmitTestAsync(new TestRequirements { TestId = "alone", ModelId = "m", Priority = 1, Exclusive = true });
        await cluster.Bridge.SubmitTestAsync(new TestRequirements { TestId = "later", ModelId = "m", Priority = 1 });

        // There is a slot for the later one, but then the worker would never be empty.
        await Eventually.HoldsAsync(async () => (await cluster.Bridge.GetPressureAsync()).Queued == 2);
        engine.Finish("run/before");
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var alone = await cluster.Bridge.WaitForTestAsync("alone", limit.Token);
        Assert.Equal((Outcome.Passed, 0), (alone.Result!.Outcome, alone.Result.Shared));
        await cluster.Bridge.WaitForTestAsync("later", limit.Token);
        Assert.Equal(["run/before", "alone", "later"], engine.Runs.Where(r => !r.WarmUp).Select(r => r.Requirements.TestId));
    }
}
