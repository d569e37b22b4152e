using System.Globalization;
using System.Runtime.InteropServices;

namespace OrleansBridge.Cli.Reporting;

/// <summary>The machine a report was made on.</summary>
internal sealed record Machine(string Os, string? Cpu, int Cores, double? MemoryGb, string Architecture)
{
    internal static Machine Here { get; } = new(
        RuntimeInformation.OSDescription,
        First("/proc/cpuinfo", "model name"),
        Environment.ProcessorCount,
        First("/proc/meminfo", "MemTotal") is { } kb ? Math.Round(double.Parse(kb.Split(' ')[0], CultureInfo.InvariantCulture) * 1024 / 1e9, 1) : null,
        RuntimeInformation.OSArchitecture.ToString());

    private static string? First(string file, string key) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
        : null;
}
