using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansBridge.Postgres;

/// <summary>The files of one private server: <c>DATA/postgres</c>.</summary>
internal sealed class ServerFolder(string dataFolder)
{
    // sun_path holds 108 bytes with its terminator on Linux, 104 on macOS; the name below is part of it.
    private const int LongestSocketPath = 103;
    private const string SocketName = "/.s.PGSQL.5432";
    private const string Unfinished = "cluster.unfinished-";

    public string Root { get; } = Path.Combine(Path.GetFullPath(dataFolder), "postgres");

    public string Cluster => Path.Combine(Root, "cluster");

    /// <summary>
    /// Where initdb works: renamed to <see cref="Cluster"/> once complete, so that a killed start leaves no half cluster.
    /// Each start has its own, since the initdb of a killed one may still be at work.
    /// </summary>
    public string UnfinishedCluster { get; } = Path.Combine(
        Path.GetFullPath(dataFolder), "postgres", Unfinished + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

    public IEnumerable<string> UnfinishedClusters => Directory.EnumerateDirectories(Root, Unfinished + "*");

    public string Log => Path.Combine(Root, "server.log");

    public string Settings => Path.Combine(Cluster, "bridge.conf");

    public string LockFile => Path.Combine(Root, "bridge.lock");

    public string OwnerFile => Path.Combine(Root, "bridge.pid");

    /// <summary>In the data folder where the path is short enough, else a short one below the temporary folder.</summary>
    public string SocketFolder
    {
        get
        {
            var near = Path.Combine(Root, "socket");
            return Encoding.UTF8.GetByteCount(near + SocketName) <= LongestSocketPath ? near : Distant;
        }
    }

    public bool SocketIsDistant => SocketFolder == Distant;

    private string Distant => Path.Combine(
        "/tmp", "orleansbridge-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root)))[..12]);
}
