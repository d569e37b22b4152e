using OrleansBridge.Browsers;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Execution;
using OrleansBridge.Onnx.Sources;

namespace OrleansBridge.TestingHost.RealBrowsers;

/// <summary>The real browsers of a test cluster: then outcomes are real too.</summary>
public sealed record TestBrowsers
{
    /// <summary>
    /// The <c>node_modules</c> folder with <c>onnxruntime-web</c>. Null: the nearest one upwards from the tests' program, or from
    /// the working folder.
    /// </summary>
    public string? NodeModules { get; init; }

    /// <summary>The browser types to start, of those that are installed. Null: chrome, firefox and edge.</summary>
    public IReadOnlyList<string>? Types { get; init; }

    /// <summary>A catalog that names models; tests that give their source need none.</summary>
    public string? Catalog { get; init; }

    /// <summary>What else to change: adapter, threads, windows that show, time limits.</summary>
    public Func<BrowserEngineOptions, BrowserEngineOptions>? Configure { get; init; }

    /// <exception cref="BrowserSetupException">There is no ONNX Runtime Web.</exception>
    internal IExecutionEngine Engine(string folder)
    {
        var options = new BrowserEngineOptions
        {
            DataFolder = Directory.CreateDirectory(folder).FullName,
            NodeModules = NodeModules ?? Nearest(),
            Types = Types is null ? BrowserDefaults.All : [.. Types.Select(Named)],
        };
        return new BrowserEngine(Configure?.Invoke(options) ?? options, new ModelSource(new ModelSourceOptions { Catalog = Catalog }));
    }

    private static BrowserTypeOptions Named(string type) => BrowserDefaults.All.FirstOrDefault(t => t.Name == type)
        ?? throw new BrowserSetupException($"TestBrowsers.Types names '{type}'; expected {string.Join(", ", BrowserDefaults.All.Select(t => t.Name))}");

    private static string Nearest() =>
        new[] { AppContext.BaseDirectory, Environment.CurrentDirectory }
            .SelectMany(Upwards).Select(folder => Path.Combine(folder, "node_modules"))
            .FirstOrDefault(modules => Directory.Exists(Path.Combine(modules, "onnxruntime-web")))
        ?? throw new BrowserSetupException(
            $"no node_modules with onnxruntime-web in {AppContext.BaseDirectory} or above it: run npm install onnxruntime-web@1.30.0 in the tests' project folder, or set TestBrowsers.NodeModules");

    private static IEnumerable<string> Upwards(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            yield return folder.FullName;
        }
    }
}
