namespace OrleansBridge.Browsers.Configuration;

/// <summary>How a silo's browsers are launched, kept and used.</summary>
public sealed record BrowserEngineOptions
{
    /// <summary>Profiles, temporary files, unpacked browsers and what probes found live below it.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The <c>node_modules</c> folder with <c>onnxruntime-web</c> and, for Edge's substitute, <c>@sparticuz/chromium</c>.</summary>
    public required string NodeModules { get; init; }

    /// <summary>A folder with another <c>onnxruntime-web</c> package. Null: the one in <see cref="NodeModules"/>.</summary>
    public string? OrtPackage { get; init; }

    /// <summary>The browser types, in the order they are reported. Default: chrome, firefox, edge.</summary>
    public IReadOnlyList<BrowserTypeOptions> Types { get; init; } = BrowserDefaults.All;

    /// <summary>Which GPU adapter to launch for. Default auto.</summary>
    public AdapterPreference Adapter { get; init; }

    /// <summary>Whether windows stay hidden. Default true.</summary>
    public bool Headless { get; init; } = true;

    /// <summary>Wasm threads. Default 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Bytes of models a page keeps loaded; 0: a session is released after its run. Default 256 MiB.</summary>
    public long SessionCacheBytes { get; init; } = 256L << 20;

    /// <summary>Pages with ONNX Runtime loaded that wait per instance and backend in use. Default 1.</summary>
    public int SparePages { get; init; } = 1;

    /// <summary>Runs after which an idle instance is replaced; what pages leak goes with it. Default 2,000.</summary>
    public int MaxExecutions { get; init; } = 2_000;

    /// <summary>Proportional set size of an instance's processes after which it is replaced, MB (10^6 bytes). Default 4,000.</summary>
    public double MaxInstanceMb { get; init; } = 4_000;

    /// <summary>
    /// How long what a probe found is believed by later starts on the same data folder, as long as executable, flags, ONNX Runtime,
    /// graphics devices and the machine's boot are the same; zero: each start probes. Default 1 day.
    /// </summary>
    public TimeSpan ProbeValidity { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Time for a browser to start. Default 60 s.</summary>
    public TimeSpan LaunchTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time for a page to load ONNX Runtime and compute once. Default 60 s.</summary>
    public TimeSpan PageTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time for a page that overran to close, before its browser is killed. Default 5 s.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where screenshots of failures go. Null: none are taken.</summary>
    public string? ArtifactFolder { get; init; }
}
