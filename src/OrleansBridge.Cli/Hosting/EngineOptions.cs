using System.CommandLine;
using OrleansBridge.Browsers;
using OrleansBridge.Browsers.Configuration;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Execution;
using OrleansBridge.Grains.Executors;
using OrleansBridge.Onnx.Sources;

namespace OrleansBridge.Cli.Hosting;

/// <summary>Which engine a private bridge runs tests with, and how, from the command line.</summary>
internal sealed record EngineOptions
{
    private static readonly Option<string> Kind = new("--engine")
    {
        Description = "browsers, or noop to run nothing (for tests of the ledger; every outcome is Simulated).",
        DefaultValueFactory = _ => "browsers",
        Hidden = true,
    };

    private static readonly Option<AdapterPreference> AdapterOption = new("--adapter")
    {
        Description = "GPU adapter: auto (hardware first), hardware or software.",
        DefaultValueFactory = _ => AdapterPreference.Auto,
    };

    private static readonly Option<string?> OrtOption = new("--ort")
    {
        Description = "Version of ONNX Runtime Web, installed from npm. Default: the one in npm/package.json.",
        HelpName = "VERSION",
    };

    private static readonly Option<int> ThreadsOption = new("--threads") { Description = "Wasm threads.", DefaultValueFactory = _ => 1 };

    private static readonly Option<string?> CatalogOption = new("--catalog") { Description = "A models.json that names models. Default: that of the demo's models, once made.", HelpName = "FILE" };

    internal bool NoOp { get; init; }

    internal AdapterPreference Adapter { get; init; }

    internal string? Ort { get; init; }

    internal int Threads { get; init; } = 1;

    internal string? Catalog { get; init; }

    /// <summary>Browser types to start; null: all browsers.</summary>
    internal IReadOnlyList<string>? Browsers { get; init; }

    internal static void AddTo(Command command)
    {
        command.Options.Add(Kind);
        command.Options.Add(AdapterOption);
        command.Options.Add(OrtOption);
        command.Options.Add(ThreadsOption);
        command.Options.Add(CatalogOption);
    }

    internal static EngineOptions Of(ParseResult parsed) => new()
    {
        NoOp = parsed.GetValue(Kind) switch
        {
            "browsers" => false,
            "noop" => true,
            var other => throw new UserErrorException($"--engine is '{other}'; expected browsers or noop"),
        },
        Adapter = parsed.GetValue(AdapterOption),
        Ort = parsed.GetValue(OrtOption),
        Catalog = parsed.GetValue(CatalogOption) is not { } catalog ? null
            : File.Exists(catalog) ? Path.GetFullPath(catalog) : throw new UserErrorException($"there is no catalog {catalog}"),
        Threads = parsed.GetValue(ThreadsOption) is >= 1 and <= 64 and var threads
            ? threads
            : throw new UserErrorException($"--threads is {parsed.GetValue(ThreadsOption)}; expected 1 to 64"),
    };

    /// <summary>What makes the engine, once whatever it needs from npm is there.</summary>
    internal async Task<Func<IServiceProvider, IExecutionEngine>> PrepareAsync(DataFolder data, CancellationToken cancellation)
    {
        if (NoOp)
        {
            return _ => new NoOpEngine();
        }

        var browsers = await BrowserOptionsAsync(data, cancellation);
        return _ => new BrowserEngine(browsers, Models(data));
    }

    internal ModelSource Models(DataFolder data)
    {
        var own = data.In("models", "models.json");
        return new ModelSource(new ModelSourceOptions { Catalog = Catalog ?? (File.Exists(own) ? own : null), CacheFolder = data.In("downloads") });
    }

    internal async Task<BrowserEngineOptions> BrowserOptionsAsync(DataFolder data, CancellationToken cancellation) => new()
    {
        DataFolder = data.Path,
        NodeModules = Installation.NodeModules,
        OrtPackage = Ort is null ? null : await OrtVersion.EnsureAsync(data, Ort, cancellation),
        Types = [.. Browsers is null ? BrowserDefaults.All : BrowserDefaults.Known.Where(t => Browsers.Contains(t.Name))],
        Adapter = Adapter,
        Threads = Threads,
        ArtifactFolder = data.In("artifacts"),
    };
}
