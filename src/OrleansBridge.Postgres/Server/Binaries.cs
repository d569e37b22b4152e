using System.Globalization;

namespace OrleansBridge.Postgres;

/// <summary>An installed PostgreSQL server.</summary>
internal sealed record Binaries(string Folder, int Major)
{
    private const string Install = "install the server: apt-get install postgresql (Debian, Ubuntu), or give a "
        + "PostgreSQL of yours as the connection string ConnectionStrings__Bridge.";

    public string Initdb => Path.Combine(Folder, "initdb");

    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    /// <summary>The newest installed server, or the one whose major version made <paramref name="cluster"/>.</summary>
    public static async Task<Binaries> FindAsync(string? given, string cluster, CancellationToken cancellation)
    {
        var installed = new List<Binaries>();
        foreach (var folder in given is null ? Candidates() : [given])
        {
            if (await ReadAsync(folder, cancellation) is { } found)
            {
                installed.Add(found);
            }
        }

        if (installed.Count == 0)
        {
            var where = given is null ? "on PATH or in /usr/lib/postgresql/*/bin" : $"in {given}";
            throw new PostgresSetupException($"No PostgreSQL server (initdb, pg_ctl, postgres) was found {where}.", Install);
        }

        var newest = installed.MaxBy(b => b.Major)!;
        if (ClusterMajor(cluster) is not { } major)
        {
            return newest;
        }

        return installed.Find(b => b.Major == major) ?? throw new PostgresSetupException(
            $"The database in {cluster} was made by PostgreSQL {major}; installed is {newest.Major}, which cannot read it.",
            $"install that version (apt-get install postgresql-{major}), convert the folder with pg_upgrade, or choose another data folder with --data.");
    }

    private static int? ClusterMajor(string cluster)
    {
        var file = Path.Combine(cluster, "PG_VERSION");
        if (!File.Exists(file))
        {
            return null;
        }

        var text = File.ReadAllText(file).Trim();
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            ? major
            : throw new PostgresSetupException(
                $"{file} holds '{text}', not a PostgreSQL version.", "restore the folder from a backup, or choose another data folder with --data.");
    }

    private static IEnumerable<string> Candidates()
    {
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> packaged = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin"))
            : [];
        return onPath.Concat(packaged).Distinct().Where(d => File.Exists(Path.Combine(d, "initdb"))
            && File.Exists(Path.Combine(d, "pg_ctl")) && File.Exists(Path.Combine(d, "postgres")));
    }

    private static async Task<Binaries?> ReadAsync(string folder, CancellationToken cancellation)
    {
        var postgres = Path.Combine(folder, "postgres");
        if (!File.Exists(postgres))
        {
            return null;
        }

        var run = await Commands.RunAsync(postgres, ["--version"], cancellation);
        var version = run.Output.Split(' ').FirstOrDefault(w => w.Length > 0 && char.IsAsciiDigit(w[0]));
        var digits = new string((version ?? "").TakeWhile(char.IsAsciiDigit).ToArray());
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            ? new Binaries(folder, major)
            : null;
    }
}
