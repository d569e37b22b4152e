using System.Globalization;
using Npgsql;

namespace OrleansBridge.Postgres;

/// <summary>Makes, starts and stops the server of one folder.</summary>
internal sealed class ServerProcess
{
    public const string BridgeDatabase = "bridge";
    private const string Superuser = "bridge";
    private readonly PrivateServerOptions _options;
    private readonly Binaries _binaries;
    private readonly ServerAccount _account;
    private string _socketFolder;

    private ServerProcess(PrivateServerOptions options, ServerFolder folder, Binaries binaries, ServerAccount account)
    {
        _options = options;
        _binaries = binaries;
        _account = account;
        Folder = folder;
        _socketFolder = folder.SocketFolder;
    }

    public ServerFolder Folder { get; }

    private string Seconds => ((int)_options.Timeout.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    public static async Task<ServerProcess> PrepareAsync(PrivateServerOptions options, ServerFolder folder, CancellationToken cancellation) =>
        new(options, folder, await Binaries.FindAsync(options.BinariesFolder, folder.Cluster, cancellation), ServerAccount.Choose());

    public string ConnectionString(string database) => ConnectionString(_socketFolder, database);

    public static string ConnectionString(string socketFolder, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = socketFolder,
        Port = 5432,
        Username = Superuser,
        Database = database,
        // The server is ours alone: a start-up that fails is worth a quick answer.
        Timeout = 15,
    }.ConnectionString;

    /// <returns>Whether a running server was adopted.</returns>
    public async Task<bool> EnsureRunningAsync(CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_options.Timeout);
        while (Postmaster.Find(Folder.Cluster) is { } running)
        {
            _socketFolder = running.SocketFolder ?? _socketFolder;
            if (await AcceptsAsync(cancellation))
            {
                return true;
            }

            // It recovers or shuts down: one of the two ends this loop.
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw new PostgresSetupException(
                    $"A PostgreSQL server (process {running.ProcessId}) runs in {Folder.Root} but accepts no connection within {Seconds} s.",
                    $"look into {Folder.Log}; end it with: kill -INT {running.ProcessId}");
            }
        }

        _socketFolder = Folder.SocketFolder;
        await NewCluster.EnsureAsync(Folder, _binaries, _account, Superuser, cancellation);
        await StartAsync(cancellation);
        return false;
    }

    public async Task EnsureDatabaseAsync(CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Pooling=false");
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var find = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection)
        {
            Parameters = { new() { Value = BridgeDatabase } },
        };
        if (await find.ExecuteScalarAsync(cancellation) is null)
        {
            await using var create = new NpgsqlCommand($"CREATE DATABASE {BridgeDatabase}", connection);
            await create.ExecuteNonQueryAsync(cancellation);
        }
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        if (Postmaster.Find(Folder.Cluster) is not { } running)
        {
            return;
        }

        var stop = await _account.RunAsync(
            _binaries.PgCtl, ["stop", "-D", Folder.Cluster, "-m", "fast", "-w", "-t", Seconds], cancellation);
        if (!stop.Ok && Postmaster.Find(Folder.Cluster) is not null)
        {
            throw new PostgresSetupException(
                $"The PostgreSQL server of {Folder.Root} did not stop within {Seconds} s: {stop.Text}",
                $"look into {Folder.Log}; end it with: kill -QUIT {running.ProcessId}");
        }

        if (Folder.SocketIsDistant && Directory.Exists(Folder.SocketFolder))
        {
            Directory.Delete(Folder.SocketFolder, recursive: true);
        }
    }

    private async Task StartAsync(CancellationToken cancellation)
    {
        Postmaster.RemoveStale(Folder.Cluster);
        await File.WriteAllTextAsync(Folder.Settings, ServerSettings.Text(_options, _socketFolder), cancellation);
        if (File.Exists(Folder.Log))
        {
            // The log of one run before, for whoever asks why that one ended.
            File.Move(Folder.Log, Folder.Log + ".1", overwrite: true);
        }

        await File.WriteAllTextAsync(Folder.Log, "", cancellation);
        MakePrivate(_socketFolder);
        await _account.OwnAsync(Folder.Root, cancellation);
        if (Folder.SocketIsDistant)
        {
            await _account.OwnAsync(_socketFolder, cancellation);
        }

        // pg_ctl detaches the server from terminal and process group: neither Ctrl-C nor kill -9 of the owner reaches it.
        var patience = DateTime.UtcNow + _options.Timeout;
        while (true)
        {
            var start = await _account.RunAsync(
                _binaries.PgCtl, ["start", "-D", Folder.Cluster, "-l", Folder.Log, "-w", "-t", Seconds], cancellation);
            if (start.Ok)
            {
                return;
            }

            var log = await File.ReadAllTextAsync(Folder.Log, cancellation);
            if (!log.Contains("pre-existing shared memory", StringComparison.Ordinal) || DateTime.UtcNow > patience)
            {
                throw FileProblem.FromText(log + start.Text, Folder.Root) ?? new PostgresSetupException(
                    $"PostgreSQL did not start in {Folder.Root}: {CommandResult.LastLines(log.Length > 0 ? log : start.Text)}",
                    $"the whole log is in {Folder.Log}; a damaged folder is restored from a backup, or choose another with --data.");
            }

            // Sessions of a killed server end as soon as they notice.
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
            await File.WriteAllTextAsync(Folder.Log, "", cancellation);
        }
    }

    private async Task<bool> AcceptsAsync(CancellationToken cancellation)
    {
        try
        {
            await using var source = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Pooling=false");
            await using var connection = await source.OpenConnectionAsync(cancellation);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private static void MakePrivate(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
