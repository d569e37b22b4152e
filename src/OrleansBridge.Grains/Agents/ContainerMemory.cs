using System.Globalization;

namespace OrleansBridge.Grains.Agents;

/// <summary>The memory of a container that has a limit, GB (10^9 bytes): Linux control groups, version 2.</summary>
internal static class ContainerMemory
{
    /// <summary>Where a container sees its own group.</summary>
    public const string Folder = "/sys/fs/cgroup";

    /// <summary>The limit, and what is left of it.</summary>
    /// <param name="folder">The group's.</param>
    /// <returns>Null without a limit.</returns>
    public static (double TotalGb, double FreeGb)? Read(string folder)
    {
        if (Number(folder, "memory.max", "") is not { } limit || Number(folder, "memory.current", "") is not { } used)
        {
            return null;
        }

        // Files that were read and not used since are given up before anybody is refused memory.
        var files = Number(folder, "memory.stat", "inactive_file ") ?? 0;
        return (limit / 1e9, Math.Clamp(limit - used + files, 0, limit) / 1e9);
    }

    private static double? Number(string folder, string file, string name)
    {
        var path = Path.Combine(folder, file);
        var line = File.Exists(path) ? File.ReadLines(path).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal)) : null;
        return double.TryParse(line?[name.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
