using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Execution;
using OrleansBridge.Onnx.Sources;
using OrleansBridge.Results;
using OrleansBridge.Testing;

namespace OrleansBridge.Browsers.Tests;

/// <summary>A real engine with one worker, and models to run on it.</summary>
public sealed class EngineHarness : IAsyncDisposable
{
    public const string Worker = "w";

    private readonly string _data = Directory.CreateTempSubdirectory("browser-data-").FullName;

    private EngineHarness()
    {
    }

    public BrowserEngine Engine { get; private set; } = null!;

    public IReadOnlyList<BrowserCapability> Capabilities { get; private set; } = [];

    public ModelFolders Models { get; } = new();

    public string DataFolder => _data;

    public static async Task<EngineHarness> StartAsync(IReadOnlyList<BrowserTypeOptions> types, int maxBrowsers, Func<BrowserEngineOptions, BrowserEngineOptions>? change = null)
    {
        var harness = new EngineHarness();
        var options = new BrowserEngineOptions
        {
            DataFolder = harness._data,
            NodeModules = Path.Combine(Repository(), "npm", "node_modules"),
            Types = types,
            PageTimeout = TimeSpan.FromMinutes(2),
        };
        harness.Engine = new BrowserEngine(change?.Invoke(options) ?? options, new ModelSource());
        harness.Capabilities = await harness.Engine.StartAsync(CancellationToken.None);
        await harness.Engine.OpenWorkerAsync(new WorkerCapacity(Worker, maxBrowsers, null), CancellationToken.None);
        return harness;
    }

    public async Task<TestResult> RunAsync(
        string folder,
        string browser = BrowserTypes.Chrome,
        string backend = Backends.Wasm,
        Func<TestRequirements, TestRequirements>? change = null,
        Action<ExecutionPhase>? progress = null,
        bool fresh = false,
        CancellationToken cancellation = default)
    {
        var requirements = new TestRequirements { TestId = "t", ModelId = Path.GetFileName(folder), ModelSource = folder, Timeout = 120 };
        var request = new ExecutionRequest(Worker, browser, backend, 1, 0, change?.Invoke(requirements) ?? requirements) { Fresh = fresh };
        return (await Engine.RunAsync(request, progress, cancellation)).Result;
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        Models.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    internal static string Repository()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "OrleansBridge.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("the tests are not run from inside the repository");
    }
}
