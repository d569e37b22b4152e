using System.Diagnostics;
using System.Globalization;

namespace OrleansBridge.Postgres;

/// <summary>The server process of a cluster, as its <c>postmaster.pid</c> names it.</summary>
internal sealed record Postmaster(int ProcessId, string? SocketFolder)
{
    private static string PidFile(string cluster) => Path.Combine(cluster, "postmaster.pid");

    /// <summary>The living server of a cluster, whoever started it; null when there is none.</summary>
    public static Postmaster? Find(string cluster)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(PidFile(cluster));
        }
        catch (IOException)
        {
            return null;
        }

        // Lines: pid, data folder, start time, port, socket folder, listen address, shared memory key, status.
        if (lines.Length == 0 || !int.TryParse(lines[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid) || !Runs(pid, cluster))
        {
            return null;
        }

        return new(pid, lines.Length > 4 && lines[4].Length > 0 ? lines[4] : null);
    }

    /// <summary>
    /// Removes a pid file whose number now belongs to some other program (after a reboot, or in a new container):
    /// PostgreSQL would take that program for its own server and refuse to start. One whose number is free it removes itself.
    /// </summary>
    public static void RemoveStale(string cluster)
    {
        if (File.Exists(PidFile(cluster)) && Find(cluster) is null && !AnyProcessIn(cluster))
        {
            File.Delete(PidFile(cluster));
        }
    }

    private static bool Runs(int pid, string cluster)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
        }
        catch (ArgumentException)
        {
            return false;
        }

        return !Directory.Exists("/proc/self") || WorksIn(pid.ToString(CultureInfo.InvariantCulture), cluster);
    }

    private static bool AnyProcessIn(string cluster) =>
        Directory.Exists("/proc/self") && Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Any(n => n is not null && char.IsAsciiDigit(n[0]) && WorksIn(n, cluster));

    // Every PostgreSQL process works in its cluster's folder. A link that may not be read belongs to another account.
    private static bool WorksIn(string pid, string cluster)
    {
        try
        {
            var target = new DirectoryInfo($"/proc/{pid}/cwd").LinkTarget;
            return target is not null && target == RealPath(cluster);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string RealPath(string path)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
        {
            return path;
        }

        var here = Path.Combine(RealPath(parent), Path.GetFileName(path));
        return new DirectoryInfo(here).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? here;
    }
}
