using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Cluster.Tests.Lifecycle;

[Collection(ClusterTests.Name)]
public sealed class ExclusiveTests(DatabasesFixture databases)
{
    [Fact]
    public async Task An_exclusive_test_is_not_starved_by_a_stream_that_keeps_its_worker_busy()
    {
        var engine = new HeldEngine();
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), engine: _ => engine);
        await cluster.RegisterAsync("w1", maxBrowsers: 1);
        using var over = new CancellationTokenSource();
        async Task StreamAsync(int stream)
        {
            for (var i = 0; !over.IsCancellationRequested; i++)
            {
                await cluster.RunAsync(new() { TestId = $"s{stream}/{i}", ModelId = "m", Priority = 1 });
            }
        }

        var streams = Enumerable.Range(0, 5).Select(StreamAsync).ToList();
        await engine.TwoAtOnceAsync();
        await cluster.Bridge.SubmitTestAsync(new TestRequirements { TestId = "alone", ModelId = "m", Priority = 1, Exclusive = true });
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var alone = await cluster.Bridge.WaitForTestAsync("alone", limit.Token);
        Assert.Equal((Outcome.Passed, 0), (alone.Result!.Outcome, alone.Result.Shared));
        await over.CancelAsync();
        await Task.WhenAll(streams);
    }
}
