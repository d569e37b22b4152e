using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Reporting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Hosting;

/// <summary>The bridge's database: the given one, or a private server in the data folder. Checked, with its schema applied.</summary>
internal sealed class BridgeDatabaseHost : IAsyncDisposable
{
    private readonly PrivateServer? _server;

    private BridgeDatabaseHost(PrivateServer? server, string connectionString) => (_server, ConnectionString) = (server, connectionString);

    internal string ConnectionString { get; }

    /// <summary>What the user gave, as ASP.NET Core spells connection strings in the environment.</summary>
    internal static string? Given => Environment.GetEnvironmentVariable("ConnectionStrings__Bridge") is { Length: > 0 } given ? given : null;

    /// <exception cref="PostgresSetupException">It cannot be used; the message has the fix.</exception>
    internal static async Task<BridgeDatabaseHost> StartAsync(DataFolder data, CancellationToken cancellation)
    {
        var server = Given is null ? await PrivateServer.StartAsync(new PrivateServerOptions { DataFolder = data.Path, KeepRunning = Screen.Note }, cancellation) : null;
        return await CheckedAsync(new BridgeDatabaseHost(server, Given ?? server!.ConnectionString), cancellation);
    }

    /// <summary>The database of a bridge that runs already; it stays that bridge's to stop.</summary>
    internal static Task<BridgeDatabaseHost> JoinAsync(DataFolder data, CancellationToken cancellation) =>
        CheckedAsync(new BridgeDatabaseHost(null, Given ?? PrivateServer.Find(data.Path) ?? throw NothingToJoin(data)), cancellation);

    internal static UserErrorException NothingToJoin(DataFolder data) => new($"no bridge runs on {data.Path}: there is nothing to join", "Start one with ./bridge up, or name its folder with --data DIR.");

    private static async Task<BridgeDatabaseHost> CheckedAsync(BridgeDatabaseHost host, CancellationToken cancellation)
    {
        try
        {
            await using var source = await BridgeDatabase.OpenAsync(host.ConnectionString, cancellation);
            await Migrations.ApplyAsync(source, cancellation);
            await HistoryCatchUp.RunAsync(source, cancellation);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
