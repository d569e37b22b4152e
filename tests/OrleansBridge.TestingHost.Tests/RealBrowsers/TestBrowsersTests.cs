using OrleansBridge.Browsers;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.TestingHost.Tests.RealBrowsers;

[Collection(WithDatabases.Name)]
public sealed class TestBrowsersTests(DatabasesFixture databases)
{
    [Fact]
    public async Task A_real_browser_makes_a_test_pass()
    {
        await using var cluster = await databases.ClusterAsync(new() { BrowsersPerWorker = 1, Browsers = new() { Types = [BrowserTypes.Chrome], NodeModules = NodeModules() } });
        var result = (await cluster.RunAsync(new()
        {
            ModelId = "test_add",
            ModelSource = "/usr/share/libonnx-testdata/data/node/test_add",
            Backend = new() { Required = Backends.Wasm },
        })).Result!;
        Assert.Equal((Outcome.Passed, true, "wasm"), (result.Outcome, result.Compared, result.BackendUsed));
        Assert.Empty(cluster.Runs);
    }

    [Fact]
    public async Task Without_ONNX_Runtime_Web_the_start_says_what_to_install()
    {
        var missing = await Assert.ThrowsAsync<BrowserSetupException>(() => databases.ClusterAsync(new() { Browsers = new() { NodeModules = Path.GetTempPath() } }));
        Assert.Contains("onnxruntime-web", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_browser_runs_the_start_says_why()
    {
        var none = await Assert.ThrowsAsync<BrowserSetupException>(() => databases.ClusterAsync(new()
        {
            Browsers = new()
            {
                Types = [BrowserTypes.Chrome],
                NodeModules = NodeModules(),
                Configure = options => options with { Types = [options.Types[0] with { Executables = ["/bin/false"] }] },
            },
        }));
        Assert.Contains("no browser runs on silo", none.Message, StringComparison.Ordinal);
        Assert.Contains("chrome: chrome (/bin/false) did not start", none.Message, StringComparison.Ordinal);
    }

    private static string NodeModules()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "OrleansBridge.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, "npm", "node_modules");
    }
}
