using Npgsql;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cluster.Tests.Harness;

/// <summary>One real PostgreSQL for all tests of this assembly, each with a database of its own.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "bridge-cluster-" + Guid.NewGuid().ToString("n"))).FullName;
    private PrivateServer? _server;
    private int _databases;

    public async Task InitializeAsync() => _server = await PrivateServer.StartAsync(new PrivateServerOptions { DataFolder = _folder });

    public async Task<NpgsqlDataSource> DatabaseAsync()
    {
        var name = "t" + Interlocked.Increment(ref _databases);
        await using (var admin = NpgsqlDataSource.Create(_server!.ConnectionString))
        {
            await using var create = admin.CreateCommand($"CREATE DATABASE {name}");
            await create.ExecuteNonQueryAsync();
        }

        var source = await BridgeDatabase.OpenAsync(new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = name }.ConnectionString);
        await Migrations.ApplyAsync(source);
        return source;
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.StopAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
