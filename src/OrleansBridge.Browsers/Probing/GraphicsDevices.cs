namespace OrleansBridge.Browsers.Probing;

/// <summary>The graphics devices that the machine shows to browsers.</summary>
internal static class GraphicsDevices
{
    private const string Folder = "/dev/dri";

    /// <summary>The render nodes, in order; none where this is not Linux.</summary>
    public static IReadOnlyList<string> Here =>
        Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder, "renderD*").Order(StringComparer.Ordinal)] : [];

    /// <summary>Whether there may be one. On Linux, without a render node there is no hardware adapter, and asking costs a launch.</summary>
    public static bool MayExist => !OperatingSystem.IsLinux() || Here.Count > 0;
}
