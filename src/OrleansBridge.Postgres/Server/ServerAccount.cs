namespace OrleansBridge.Postgres;

/// <summary>
/// The account that the server runs under: the caller's, except that PostgreSQL refuses root, so root lends it an
/// unprivileged one.
/// </summary>
internal sealed class ServerAccount
{
    private static readonly string[] s_preferred = ["postgres", "nobody"];
    private readonly string[] _prefix;
    private readonly string? _owner;

    private ServerAccount(string name, string[] prefix, string? owner)
    {
        Name = name;
        _prefix = prefix;
        _owner = owner;
    }

    public string Name { get; }

    public static ServerAccount Choose()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new(Environment.UserName, [], null);
        }

        var accounts = File.ReadLines("/etc/passwd").Select(l => l.Split(':')).Where(f => f.Length > 3 && f[2] != "0").ToList();
        var account = s_preferred.Select(n => accounts.Find(f => f[0] == n)).FirstOrDefault(f => f is not null)
            ?? throw new PostgresSetupException(
                "PostgreSQL refuses to run as root, and there is no account postgres or nobody to run it under.",
                "apt-get install postgresql (which makes one), or run the command as an ordinary user.");
        string[] prefix = Which("setpriv") is { } setpriv
            ? [setpriv, $"--reuid={account[2]}", $"--regid={account[3]}", "--clear-groups", "--"]
            : Which("runuser") is { } runuser
                ? [runuser, "-u", account[0], "--"]
                : throw new PostgresSetupException(
                    "PostgreSQL refuses to run as root, and neither setpriv nor runuser is installed to change the account.",
                    "apt-get install util-linux, or run the command as an ordinary user.");
        return new(account[0], prefix, $"{account[2]}:{account[3]}");
    }

    public Task<CommandResult> RunAsync(string file, IEnumerable<string> arguments, CancellationToken cancellation) =>
        _prefix.Length == 0
            ? Commands.RunAsync(file, arguments, cancellation)
            : Commands.RunAsync(_prefix[0], [.. _prefix[1..], file, .. arguments], cancellation);

    /// <summary>Makes a folder the account's own, whoever made its content.</summary>
    public async Task OwnAsync(string folder, CancellationToken cancellation)
    {
        if (_owner is not null)
        {
            var run = await Commands.RunAsync("chown", ["-R", "-h", _owner, folder], cancellation);
            if (!run.Ok)
            {
                throw new PostgresSetupException(
                    $"{folder} cannot be given to the account {Name}, which PostgreSQL runs under: {run.Text}",
                    "choose a data folder on a local disk with --data, or run the command as an ordinary user.");
            }
        }

        await CheckReachableAsync(folder, cancellation);
    }

    private async Task CheckReachableAsync(string folder, CancellationToken cancellation)
    {
        if ((await RunAsync("test", ["-w", folder], cancellation)).Ok)
        {
            return;
        }

        var above = new List<string>();
        for (var d = Path.GetDirectoryName(folder); d is not null; d = Path.GetDirectoryName(d))
        {
            above.Insert(0, d);
        }

        foreach (var parent in above)
        {
            if (!(await RunAsync("test", ["-x", parent], cancellation)).Ok)
            {
                throw new PostgresSetupException(
                    $"The account {Name}, which PostgreSQL runs under, cannot enter {parent}, so it cannot reach {folder}.",
                    $"choose a data folder elsewhere with --data (such as /var/lib/orleansbridge), or let it pass: chmod o+x {parent}");
            }
        }

        throw new PostgresSetupException(
            $"The account {Name} cannot write to {folder}.",
            "make the folder writable (a read-only disk, or a folder of another user?), or choose another with --data.");
    }

    private static string? Which(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/bin", "/usr/sbin", "/sbin"])
            .Select(d => Path.Combine(d, program)).FirstOrDefault(File.Exists);
}
