using System.Globalization;

namespace OrleansBridge.Grains.Agents;

/// <summary>The machine's memory, or the container's where that has less, GB (10^9 bytes); the runtime's own figures where there is no <c>/proc/meminfo</c>.</summary>
internal static class MachineMemory
{
    private const string Source = "/proc/meminfo";

    public static double TotalGb()
    {
        var machine = Read("MemTotal:") ?? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        return ContainerMemory.Read(ContainerMemory.Folder) is { } container ? Math.Min(machine, container.TotalGb) : machine;
    }

    public static double FreeGb()
    {
        var machine = Read("MemAvailable:") ?? 0;
        return ContainerMemory.Read(ContainerMemory.Folder) is { } container ? Math.Min(machine, container.FreeGb) : machine;
    }

    /// <summary>Share in use of whichever is fuller, the machine or the container; null where the machine does not say.</summary>
    public static double? Used()
    {
        var machine = Read("MemAvailable:") is { } free && Read("MemTotal:") is > 0 and var total ? 1 - free / total : (double?)null;
        return ContainerMemory.Read(ContainerMemory.Folder) is { TotalGb: > 0 } container ? Math.Max(machine ?? 0, 1 - container.FreeGb / container.TotalGb) : machine;
    }

    private static double? Read(string name)
    {
        var line = File.Exists(Source) ? File.ReadLines(Source).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal)) : null;
        return line is null ? null : double.Parse(line[name.Length..^2].Trim(), CultureInfo.InvariantCulture) * 1024 / 1e9;
    }
}
