using System.Globalization;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary>
/// Processor time of this process and of the server's: on a machine that others use too it says more than the clock.
/// </summary>
internal static class ProcessorTime
{
    private const double TicksPerSecond = 100;

    internal static Func<TimeSpan> Of(PrivateServer server)
    {
        var children = OfServer(server);
        return () => Environment.CpuUsage.TotalTime + children();
    }

    /// <summary>The server's alone.</summary>
    internal static Func<TimeSpan> OfServer(PrivateServer server)
    {
        var postmaster = File.ReadLines(Path.Combine(server.DataFolder, "cluster", "postmaster.pid")).First();
        return () => TimeSpan.FromSeconds(Children(postmaster).Sum() / TicksPerSecond);
    }

    private static IEnumerable<double> Children(string parent)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
        {
            string[] fields;
            try
            {
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            }
            catch (IOException)
            {
                continue; // it has just ended
            }

            // After the name: state, parent, ...; user and system ticks are the twelfth and thirteenth.
            if (fields[1] == parent)
            {
                yield return double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture);
            }
        }
    }
}
