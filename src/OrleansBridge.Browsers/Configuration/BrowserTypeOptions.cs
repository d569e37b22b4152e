namespace OrleansBridge.Browsers.Configuration;

/// <summary>A browser type: its name, its engine and where its executable may be.</summary>
public sealed record BrowserTypeOptions
{
    /// <summary>The name tests ask for (<c>chrome</c>).</summary>
    public required string Name { get; init; }

    /// <summary>The engine.</summary>
    public required BrowserEngineKind Engine { get; init; }

    /// <summary>Backends it may have; each is probed. Default: those of ONNX Runtime Web.</summary>
    public IReadOnlyList<string> Backends { get; init; } = Testing.Backends.All;

    /// <summary>Playwright's channel, where launching needs one. Null: none.</summary>
    public string? Channel { get; init; }

    /// <summary>Executables that are the browser itself, absolute or on the path; the first that exists is used.</summary>
    public IReadOnlyList<string> Executables { get; init; } = [];

    /// <summary>Executables that stand in for it, tried after those; results say so.</summary>
    public IReadOnlyList<string> Substitutes { get; init; } = [];

    /// <summary>Npm package with a packed Chromium that stands in last of all. Null: none.</summary>
    public string? SubstitutePackage { get; init; }

    /// <summary>Arguments on every launch.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    /// <summary>Further arguments when a software adapter is wanted.</summary>
    public IReadOnlyList<string> SoftwareArgs { get; init; } = [];

    /// <summary>Firefox preferences on every launch.</summary>
    public IReadOnlyDictionary<string, object> Prefs { get; init; } = new Dictionary<string, object>();

    /// <summary>What a person does to get it, for messages (<c>install chromium</c>).</summary>
    public string Fix { get; init; } = "install it, or name its executable in the configuration";
}
