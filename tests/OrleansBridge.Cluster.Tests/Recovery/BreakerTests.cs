using System.Globalization;
using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Grains;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;
using OrleansBridge.Workers;

namespace OrleansBridge.Cluster.Tests.Recovery;

/// <summary>Breakers steer placement, from what ended runs tell.</summary>
[Collection(ClusterTests.Name)]
public sealed class BreakerTests(DatabasesFixture databases)
{
    /// <summary>One that wants Chrome, whatever was learned of it.</summary>
    private static TestRequirements Test(int i) => new()
    {
        TestId = i.ToString(CultureInfo.InvariantCulture),
        ModelId = "m" + i,
        ModelType = ModelTypes.Vision,
        Priority = 1,
        BrowserRequirements = new() { Preferred = BrowserTypes.Chrome },
    };

    private static Task<IReadOnlyList<BreakerSnapshot>> BreakersAsync(BridgeCluster cluster) => cluster.Grains.GetGrain<IBalancerGrain>(Pools.Default).GetBreakersAsync();

    [Fact]
    public async Task A_browser_that_never_starts_is_left_alone_after_five_failures_and_still_probed_when_there_is_no_other()
    {
        var engine = new ScriptedEngine(r => r.Browser == BrowserTypes.Chrome ? FailureKind.Launch : FailureKind.None);
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), engine: _ => engine);
        await cluster.RegisterAsync("w1");
        for (var i = 0; i < 5; i++)
        {
            // Required, since one that is only preferred is left before its breaker opens.
            Assert.Equal(Outcome.Failed, (await cluster.RunAsync(Test(i) with { MaxAttempts = 1, BrowserRequirements = new() { Required = BrowserTypes.Chrome } })).Result!.Outcome);
        }

        Assert.Equal(("w1/chrome", "open"), Assert.Single(await BreakersAsync(cluster)) is var open ? (open.Guards, open.Phase) : default);
        var steered = (await cluster.RunAsync(Test(5))).Result!;
        Assert.Equal((Outcome.Passed, 1), (steered.Outcome, steered.Attempts));
        Assert.Contains(steered.Placement!.Alternatives, a => a.Browser == BrowserTypes.Chrome && a.Refused!.Contains("breaker", StringComparison.Ordinal));

        var probe = (await cluster.RunAsync(Test(6) with { MaxAttempts = 1, BrowserRequirements = new() { Required = BrowserTypes.Chrome } })).Result!;
        Assert.Equal((Outcome.Failed, BrowserTypes.Chrome), (probe.Outcome, probe.Browser));
        Assert.Contains("every breaker", probe.Placement!.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Poison_tests_end_as_failed_with_their_history_and_open_no_breaker()
    {
        var engine = new ScriptedEngine(r => r.Requirements.ModelId == "m0" ? FailureKind.None : FailureKind.Crash);
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), engine: _ => engine);
        await cluster.RegisterAsync("w1");
        await cluster.RegisterAsync("w2");
        foreach (var i in Enumerable.Range(1, 8))
        {
            var poison = (await cluster.RunAsync(Test(i) with { MaxAttempts = 50 })).Result!;
            Assert.Equal((Outcome.Failed, 5, 4), (poison.Outcome, poison.Attempts, poison.Recovery.Count));
        }

        Assert.Empty(await BreakersAsync(cluster));
        Assert.Equal(Outcome.Passed, (await cluster.RunAsync(Test(0))).Result!.Outcome);
    }
}
