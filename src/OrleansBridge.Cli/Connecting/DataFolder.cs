using System.Globalization;
using OrleansBridge.Cli.Running;

namespace OrleansBridge.Cli.Connecting;

/// <summary>The bridge's data folder: PostgreSQL's files, browser profiles, artifacts, the endpoint of the running bridge.</summary>
internal sealed record DataFolder(string Path)
{
    /// <summary>Where the running bridge says how to reach it.</summary>
    internal string EndpointFile => In("endpoint.json");

    /// <summary>Which process supervises a bridge on the folder.</summary>
    internal string SupervisorFile => In("supervisor.json");

    internal string LogFile => In("bridge.log");

    /// <summary>Where the further silo processes of a bridge keep their notes and logs, by number from 2 on.</summary>
    internal string Silos => In("silos");

    /// <summary>What one silo process of the bridge keeps for itself; the first has the folder itself.</summary>
    internal DataFolder OfSilo(int number) => number == 1 ? this : new DataFolder(System.IO.Path.Combine(Silos, number.ToString(CultureInfo.InvariantCulture)));

    internal string In(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>The folder that was asked for, else <c>.bridge</c> in the checkout, else one that this user and PostgreSQL can use.</summary>
    internal static DataFolder Choose(string? asked) => new(System.IO.Path.GetFullPath(asked ?? Default()));

    private static string Default()
    {
        if (IsWritable(Installation.Home))
        {
            var beside = System.IO.Path.Combine(Installation.Home, ".bridge");
            return Environment.IsPrivilegedProcess && !OthersMayEnter(Installation.Home) ? "/var/lib/orleansbridge" : beside;
        }

        return System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "orleansbridge");
    }

    /// <summary>As root, PostgreSQL runs under an account of its own, which must reach its files: /root keeps it out.</summary>
    private static bool OthersMayEnter(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (!OperatingSystem.IsWindows() && !at.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsWritable(string folder)
    {
        try
        {
            File.Create(System.IO.Path.Combine(folder, $".writable-{Environment.ProcessId}"), 1, FileOptions.DeleteOnClose).Dispose();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
