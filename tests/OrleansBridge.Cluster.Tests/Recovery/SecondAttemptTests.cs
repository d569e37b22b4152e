using System.Globalization;
using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Grains.Executors;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Cluster.Tests.Recovery;

[Collection(ClusterTests.Name)]
public sealed class SecondAttemptTests(DatabasesFixture databases)
{
    [Fact]
    public async Task A_test_whose_browser_crashed_keeps_its_slot_though_others_wait_for_one()
    {
        var engine = new ScriptedEngine(run => run is { Requirements.TestId: "crash", Epoch: 1 } ? FailureKind.Crash : FailureKind.None);
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), engine: _ => engine, placement: new() { Planning = new() { MostWorkers = 0 } });
        await cluster.RegisterAsync("w", maxBrowsers: 1);
        TestRequirements[] tests =
        [
            Test("hold1", priority: 1, milliseconds: 5_000), Test("hold2", priority: 1, milliseconds: 5_000), Test("first", priority: 1, milliseconds: 1_500),
            .. Enumerable.Range(0, 5).Select(i => Test($"other{i}", priority: 2, milliseconds: 0)), Test("crash", priority: 1, milliseconds: 0),
        ];
        foreach (var test in tests)
        {
            await cluster.Bridge.SubmitTestAsync(test);
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await cluster.Bridge.WaitForTestAsync("crash", limit.Token);
        Assert.Equal(["crash", "crash"], engine.Runs.Select(r => r.Requirements.TestId).Skip(3).Take(2));
    }

    private static TestRequirements Test(string id, int priority, int milliseconds) => new()
    {
        TestId = id,
        ModelId = "m",
        Priority = priority,
        Labels = new Dictionary<string, string> { [NoOpEngine.DelayLabel] = milliseconds.ToString(CultureInfo.InvariantCulture) },
    };
}
