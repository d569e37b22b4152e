using OrleansBridge.TestingHost.RealBrowsers;
using OrleansBridge.TestingHost.Simulation;

namespace OrleansBridge.TestingHost.Tests;

public sealed class BridgeTestClusterOptionsTests
{
    /// <summary>None of them gets as far as a database.</summary>
    public static TheoryData<BridgeTestClusterOptions, string> Unworkable => new()
    {
        { new() { ConnectionString = " " }, "ConnectionString is empty; expected a PostgreSQL connection string" },
        { new() { Silos = 0 }, "Silos is 0; expected 1 or more" },
        { new() { WorkersPerSilo = -1 }, "WorkersPerSilo is -1; expected 0 or more" },
        { new() { BrowsersPerWorker = 0 }, "BrowsersPerWorker is 0; expected 1 or more" },
        { new() { SimulatedBrowsers = [] }, "SimulatedBrowsers is empty" },
        { new() { Browsers = new() { Types = [] } }, "Browsers.Types is empty" },
        { new() { Script = _ => SimulatedRun.Ends, Browsers = new TestBrowsers() }, "Script and Browsers are given; expected one of them" },
        { new() { Script = _ => SimulatedRun.Ends, Engine = _ => new SimulatedEngine() }, "Script and Engine are given" },
    };

    [Theory]
    [MemberData(nameof(Unworkable))]
    public async Task An_option_that_cannot_work_is_refused_by_name(BridgeTestClusterOptions options, string expected)
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => BridgeTestCluster.StartAsync(options));
        Assert.Contains("BridgeTestClusterOptions." + expected, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once()
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => BridgeTestCluster.StartAsync(new() { Silos = 0, BrowsersPerWorker = 0 }));
        Assert.Equal(2, refused.Message.Split('\n').Length);
    }
}
