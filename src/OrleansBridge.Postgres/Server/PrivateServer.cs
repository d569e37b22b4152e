using Npgsql;

namespace OrleansBridge.Postgres;

/// <summary>
/// A PostgreSQL server of the bridge's own, from the installed binaries, in the bridge's data folder, reachable only
/// through a socket that no other account can open. It outlives an owner that is killed; the next start adopts it.
/// </summary>
public sealed class PrivateServer : IAsyncDisposable
{
    private readonly ServerProcess _process;
    private readonly ServerGuard? _guard;
    private FolderLock? _lock;

    private PrivateServer(ServerProcess process, FolderLock held, bool adopted, Action<string>? keepRunning)
    {
        _process = process;
        _guard = keepRunning is null ? null : new ServerGuard(process, keepRunning);
        _lock = held;
        Adopted = adopted;
        ConnectionString = process.ConnectionString(ServerProcess.BridgeDatabase);
        DataFolder = process.Folder.Root;
    }

    /// <summary>How to reach the bridge's database.</summary>
    public string ConnectionString { get; }

    /// <summary>The server's own folder.</summary>
    public string DataFolder { get; }

    /// <summary>Whether a server that a killed owner had left was taken over.</summary>
    public bool Adopted { get; }

    /// <summary>Starts the server, or adopts the one that runs there already. Creates what is missing.</summary>
    /// <exception cref="PostgresSetupException">It cannot: binaries missing, folder in use, full or read-only, other version.</exception>
    public static async Task<PrivateServer> StartAsync(PrivateServerOptions options, CancellationToken cancellation = default)
    {
        var folder = new ServerFolder(options.DataFolder);
        try
        {
            Directory.CreateDirectory(folder.Root);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileProblem.Explain(error, folder.Root);
        }

        var held = FolderLock.Take(folder);
        try
        {
            var process = await ServerProcess.PrepareAsync(options, folder, cancellation);
            var adopted = await process.EnsureRunningAsync(cancellation);
            await process.EnsureDatabaseAsync(cancellation);
            return new PrivateServer(process, held, adopted, options.KeepRunning);
        }
        catch (Exception error)
        {
            held.Dispose();
            if (error is IOException or UnauthorizedAccessException)
            {
                throw FileProblem.Explain(error, folder.Root);
            }

            throw;
        }
    }

    /// <summary>How to reach the server that runs in a data folder, whoever owns it; null when none does.</summary>
    public static string? Find(string dataFolder)
    {
        var folder = new ServerFolder(dataFolder);
        return Postmaster.Find(folder.Cluster) is { } running
            ? ServerProcess.ConnectionString(running.SocketFolder ?? folder.SocketFolder, ServerProcess.BridgeDatabase)
            : null;
    }

    /// <summary>Stops a server whose owner is gone. False when none runs in that data folder.</summary>
    /// <exception cref="PostgresSetupException">Its owner lives.</exception>
    public static async Task<bool> StopOrphanAsync(string dataFolder, CancellationToken cancellation = default)
    {
        var folder = new ServerFolder(dataFolder);
        if (!Directory.Exists(folder.Root))
        {
            return false;
        }

        using var held = FolderLock.Take(folder);
        if (Postmaster.Find(folder.Cluster) is null)
        {
            return false;
        }

        var process = await ServerProcess.PrepareAsync(new PrivateServerOptions { DataFolder = dataFolder }, folder, cancellation);
        await process.StopAsync(cancellation);
        return true;
    }

    /// <summary>Stops the server: open connections are cut, committed work is kept.</summary>
    public async Task StopAsync(CancellationToken cancellation = default)
    {
        if (_lock is null)
        {
            return;
        }

        await (_guard?.DisposeAsync() ?? ValueTask.CompletedTask);

        // Pooled connections to a stopped server would only fail their next user.
        foreach (var pool in new[] { ConnectionString, OrleansTables.ConnectionString(ConnectionString) })
        {
            using var pooled = new NpgsqlConnection(pool);
            NpgsqlConnection.ClearPool(pooled);
        }

        await _process.StopAsync(cancellation);
        _lock.Dispose();
        _lock = null;
    }

    /// <summary>Lets go of the folder and leaves the server running, as a killed owner does.</summary>
    internal void Abandon()
    {
        _lock?.Dispose();
        _lock = null;
    }

    /// <summary>Stops the server.</summary>
    public async ValueTask DisposeAsync() => await StopAsync();
}
