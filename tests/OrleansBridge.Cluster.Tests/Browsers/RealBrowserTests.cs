using OrleansBridge.Browsers;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Onnx.Sources;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Cluster.Tests.Browsers;

/// <summary>A real Chromium behind real grains.</summary>
[Collection(ClusterTests.Name)]
public sealed class RealBrowserTests(DatabasesFixture databases) : IAsyncLifetime
{
    private const string Suite = "/usr/share/libonnx-testdata/data/node";

    private readonly string _data = Directory.CreateTempSubdirectory("bridge-browsers-").FullName;
    private BridgeCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        var options = new BrowserEngineOptions
        {
            DataFolder = _data,
            NodeModules = Path.Combine(Repository(), "npm", "node_modules"),
            Types = [.. BrowserDefaults.All.Where(t => t.Name == BrowserTypes.Chrome)],
        };
        _cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), engine: _ => new BrowserEngine(options, new ModelSource()));
        await _cluster.RegisterAsync("w1", maxBrowsers: 1);
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    private static TestRequirements Case(string name, string id) => new()
    {
        TestId = id,
        ModelId = name,
        ModelSource = Path.Combine(Suite, name),
        Backend = new() { Required = Backends.Wasm },
        Timeout = 30,
    };

    [Fact]
    public async Task A_model_passes_with_what_was_observed()
    {
        var result = (await _cluster.RunAsync(Case("test_add", "add"))).Result!;
        Assert.Equal((Outcome.Passed, true, "wasm", "w1"), (result.Outcome, result.Compared, result.BackendUsed, result.Worker));
        Assert.Equal(1, result.NodesByBackend!["wasm"]);
        Assert.True(result.Timings.CreateMs > 0 && result.Timings.TotalMs > 0 && result.MaxAbsError <= 1e-4);
        Assert.NotNull(result.BrowserVersion);
    }

    [Fact]
    public async Task A_wrong_model_fails_with_its_reason_and_the_next_one_passes()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_data, "truncated")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "model.onnx"), (await File.ReadAllBytesAsync(Path.Combine(Suite, "test_add", "model.onnx")))[..40]);
        var failed = (await _cluster.RunAsync(Case(folder, "truncated") with { ModelSource = folder })).Result!;
        Assert.Equal((Outcome.Failed, FailureKind.ModelError, 1), (failed.Outcome, failed.Failure, failed.Attempts));
        Assert.Contains("model.onnx", failed.Reason, StringComparison.Ordinal);
        Assert.Equal(Outcome.Passed, (await _cluster.RunAsync(Case("test_add", "after"))).Result!.Outcome);
    }

    internal static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "OrleansBridge.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
