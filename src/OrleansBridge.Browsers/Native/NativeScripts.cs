using OrleansBridge.Browsers.Serving;

namespace OrleansBridge.Browsers.Native;

/// <summary>What node runs: the runner page's modules, with a console and an entry of their own.</summary>
internal static class NativeScripts
{
    private static readonly (string Asset, string File)[] Files =
    [
        ("native.js", "native.js"), ("native-console.js", "console.js"), ("frames.js", "frames.js"), ("tensors.js", "tensors.js"),
        ("run.js", "run.js"), ("sessions.js", "sessions.js"), ("placement.js", "placement.js"), ("device.js", "device.js"),
    ];

    /// <returns>The entry's path.</returns>
    public static string Unpack(string folder)
    {
        string scripts = Directory.CreateDirectory(Path.Combine(folder, "native")).FullName;
        File.WriteAllText(Path.Combine(scripts, "package.json"), """{"type": "module"}""");
        foreach (var (asset, file) in Files)
        {
            File.WriteAllBytes(Path.Combine(scripts, file), RunnerAssets.Find(asset)!);
        }

        return Path.Combine(scripts, Files[0].File);
    }
}
