using System.Diagnostics;
using OrleansBridge.Browsers;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Grains;
using OrleansBridge.Onnx.Sources;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;
using Xunit.Abstractions;

namespace OrleansBridge.Cluster.Tests.Browsers;

/// <summary><c>kill -9</c> of a real browser in the middle of a run, and what it costs.</summary>
[Collection(ClusterTests.Name)]
public sealed class BrowserCrashTests(DatabasesFixture databases, ITestOutputHelper output) : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("bridge-crash-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Theory]
    [InlineData(BrowserTypes.Chrome, Backends.Wasm, 8_000)]
    [InlineData(BrowserTypes.Firefox, Backends.Wasm, 8_000)]
    [InlineData(BrowserTypes.Native, Backends.Cpu, 300_000)]
    public async Task A_killed_browser_is_noticed_and_its_test_runs_again_on_a_fresh_one(string type, string backend, int iterations)
    {
        await using var cluster = await StartAsync(type);
        await SubmitAsync(cluster, type, backend, iterations);
        await RunningAsync(cluster, epoch: 1);
        var browser = Assert.Single(await cluster.BrowsersAsync());
        Assert.Equal(browser.ProcessId, (await cluster.Grains.GetGrain<IBrowserGrain>(browser.Id).GetAsync())!.ProcessId);

        var killedAt = DateTimeOffset.UtcNow;
        Process.GetProcessById(browser.ProcessId!.Value).Kill();
        await RunningAsync(cluster, epoch: 2);
        var again = DateTimeOffset.UtcNow - killedAt;

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(240));
        var result = (await cluster.Bridge.WaitForTestAsync("killed", limit.Token)).Result!;
        Assert.Equal((Outcome.Passed, 2, 2L), (result.Outcome, result.Attempts, result.Epoch));
        var step = Assert.Single(result.Recovery);
        Assert.Equal(("restart", true), (step.Step, step.Ok));
        Assert.Contains($"w1/{type}", step.Why, StringComparison.Ordinal);

        // Only said: how soon, `bridge chaos` measures.
        output.WriteLine($"{type}: noticed after {(step.At - killedAt).TotalSeconds:0.00} s, ran again after {again.TotalSeconds:0.00} s");
        Assert.Empty(await cluster.Grains.GetGrain<IBalancerGrain>(Pools.Default).GetBreakersAsync());
    }

    private async Task<BridgeCluster> StartAsync(string type)
    {
        var options = new BrowserEngineOptions
        {
            DataFolder = _data,
            NodeModules = Path.Combine(RealBrowserTests.Repository(), "npm", "node_modules"),
            Types = [.. BrowserDefaults.Known.Where(t => t.Name == type)],
        };
        var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), engine: _ => new BrowserEngine(options, new ModelSource()));
        await cluster.RegisterAsync("w1", maxBrowsers: 1);
        return cluster;
    }

    private static async Task SubmitAsync(BridgeCluster cluster, string type, string backend, int iterations)
    {
        var reply = await cluster.Bridge.SubmitTestAsync(new TestRequirements
        {
            TestId = "killed",
            ModelId = "test_add",
            ModelSource = "/usr/share/libonnx-testdata/data/node/test_add",
            BrowserRequirements = new() { Required = type },
            Backend = new() { Required = backend },
            Iterations = iterations,
            Timeout = 120,
        });
        Assert.Equal(SubmitStatus.Accepted, reply.Status);
    }

    private static async Task RunningAsync(BridgeCluster cluster, long epoch)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await foreach (var state in cluster.Bridge.WatchTestAsync("killed", limit.Token))
        {
            Assert.NotEqual(TestStatus.Completed, state.Status);
            if (state.Status == TestStatus.Running && state.Epoch == epoch)
            {
                return;
            }
        }
    }
}
