using Npgsql;
using OrleansBridge.Postgres;

namespace OrleansBridge.TestingHost.Databases;

/// <summary>
/// A private PostgreSQL server in a temporary folder, which gives each cluster a database of its own: a suite of many clusters
/// starts it once. It is deleted at the end.
/// </summary>
public sealed class TestDatabases : IAsyncDisposable
{
    private readonly PrivateServer _server;
    private readonly string _folder;
    private int _databases;

    private TestDatabases(PrivateServer server, string folder) => (_server, _folder) = (server, folder);

    /// <summary>Starts the server from the installed binaries, in 2 to 5 seconds.</summary>
    /// <exception cref="PostgresSetupException">PostgreSQL is not installed; the message says how to.</exception>
    public static async Task<TestDatabases> StartAsync(CancellationToken cancellation = default)
    {
        // Not by CreateTempSubdirectory: the server may run under an account of its own, which must get in.
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "bridge-databases-" + Guid.NewGuid().ToString("n"))).FullName;
        try
        {
            return new TestDatabases(await PrivateServer.StartAsync(new PrivateServerOptions { DataFolder = folder }, cancellation), folder);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>Makes a database with the bridge's schema.</summary>
    /// <returns>How to reach it.</returns>
    public async Task<string> CreateAsync(CancellationToken cancellation = default)
    {
        var connectionString = await CreateEmptyAsync(cancellation);
        await PrepareAsync(connectionString, cancellation);
        return connectionString;
    }

    /// <summary>Makes a database without any schema, for a silo that is to apply it or to refuse.</summary>
    /// <returns>How to reach it.</returns>
    public async Task<string> CreateEmptyAsync(CancellationToken cancellation = default)
    {
        var name = "test" + Interlocked.Increment(ref _databases).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await using (var admin = NpgsqlDataSource.Create(_server.ConnectionString))
        {
            await using var create = admin.CreateCommand($"CREATE DATABASE {name}");
            await create.ExecuteNonQueryAsync(cancellation);
        }

        return new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>Stops and deletes the server with all its databases.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _server.StopAsync();
        }
        finally
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    /// <summary>Brings a database to the newest schema.</summary>
    internal static async Task PrepareAsync(string connectionString, CancellationToken cancellation)
    {
        await using var source = await BridgeDatabase.OpenAsync(connectionString, cancellation);
        await Migrations.ApplyAsync(source, cancellation);
    }
}
