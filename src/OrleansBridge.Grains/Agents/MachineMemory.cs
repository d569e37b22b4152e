using System.Globalization;

namespace OrleansBridge.Grains.Agents;

/// <summary>The machine's memory, GB (10^9 bytes), from <c>/proc/meminfo</c>; the runtime's own figures elsewhere.</summary>
internal static class MachineMemory
{
    private const string Source = "/proc/meminfo";

    public static double TotalGb() => Read("MemTotal:") ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;

    public static double FreeGb() => Read("MemAvailable:") ?? 0;

    /// <summary>Share in use; null where the machine does not say.</summary>
    public static double? Used() => Read("MemAvailable:") is { } free && Read("MemTotal:") is > 0 and var total ? 1 - (free / total) : null;

    private static double? Read(string name)
    {
        var line = File.Exists(Source) ? File.ReadLines(Source).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal)) : null;
        return line is null ? null : double.Parse(line[name.Length..^2].Trim(), CultureInfo.InvariantCulture) * 1024 / 1e9;
    }
}
