using System.Text.Json;
using System.Text.RegularExpressions;

namespace OrleansBridge.Browsers.Serving;

/// <summary>An <c>onnxruntime-web</c> package on disk.</summary>
internal sealed partial class OrtPackage
{
    private OrtPackage(string dist, string version) => (Dist, Version) = (dist, version);

    public string Dist { get; }

    public string Version { get; }

    /// <exception cref="BrowserSetupException">The folder holds no such package.</exception>
    public static OrtPackage Open(string folder)
    {
        string manifest = Path.Combine(folder, "package.json");
        string dist = Path.Combine(folder, "dist");
        if (!File.Exists(manifest) || !File.Exists(Path.Combine(dist, "ort.wasm.min.mjs")))
        {
            throw new BrowserSetupException($"no onnxruntime-web in {folder}: run npm install in the npm folder, or name another package folder");
        }

        using var json = JsonDocument.Parse(File.ReadAllBytes(manifest));
        return new OrtPackage(dist, json.RootElement.GetProperty("version").GetString() ?? "unknown");
    }

    /// <summary>A file of the package, or null; only plain names are looked up.</summary>
    public string? Find(string name)
    {
        string path = Path.Combine(Dist, name);
        return PlainName().IsMatch(name) && File.Exists(path) ? path : null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9.\-_]*$")]
    private static partial Regex PlainName();
}
