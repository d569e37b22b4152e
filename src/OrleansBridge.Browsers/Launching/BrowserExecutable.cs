using OrleansBridge.Browsers.Configuration;

namespace OrleansBridge.Browsers.Launching;

/// <summary>The executable that a browser type runs with on this machine.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Substitute">Whether it stands in for the type.</param>
internal sealed record BrowserExecutable(string Path, bool Substitute)
{
    /// <summary>What the executable calls itself, for version strings.</summary>
    public string Product(BrowserTypeOptions type) => type.Engine switch
    {
        BrowserEngineKind.Firefox => "Firefox",
        BrowserEngineKind.Native => "onnxruntime-node",
        _ when Path.Contains("edge", StringComparison.OrdinalIgnoreCase) => "Edge",
        _ when Path.Contains("chromium", StringComparison.OrdinalIgnoreCase) => "Chromium",
        _ => "Chrome",
    };

    /// <summary>Finds it, unpacking a packed substitute where that is all there is.</summary>
    /// <exception cref="BrowserSetupException">There is none; the message says how to get it.</exception>
    public static BrowserExecutable Find(BrowserTypeOptions type, BrowserEngineOptions options)
    {
        if (type.Executables.Select(OnPath).FirstOrDefault(path => path is not null) is { } own)
        {
            return new(own, Substitute: false);
        }

        if (type.Substitutes.Select(OnPath).FirstOrDefault(path => path is not null) is { } substitute)
        {
            return new(substitute, Substitute: true);
        }

        return type.SubstitutePackage is { } package
            && PackedChromium.Unpack(System.IO.Path.Combine(options.NodeModules, package), options.DataFolder) is { } unpacked
            ? new(unpacked, Substitute: true)
            : throw new BrowserSetupException($"{type.Name} is not installed here: {type.Fix}");
    }

    private static string? OnPath(string name)
    {
        if (name.Contains(System.IO.Path.DirectorySeparatorChar))
        {
            return File.Exists(name) ? name : null;
        }

        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator);
        return folders.Select(folder => System.IO.Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }
}
