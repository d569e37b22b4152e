using Npgsql;
using OrleansBridge.Postgres;

namespace OrleansBridge.Hosting.Tests.Harness;

/// <summary>One real PostgreSQL for all tests of this assembly, each with a database of its own.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "bridge-hosting-" + Guid.NewGuid().ToString("n"))).FullName;
    private PrivateServer? _server;
    private int _databases;

    public async Task InitializeAsync() => _server = await PrivateServer.StartAsync(new PrivateServerOptions { DataFolder = _folder });

    /// <summary>An empty database.</summary>
    public async Task<string> EmptyAsync()
    {
        var name = "t" + Interlocked.Increment(ref _databases);
        await ExecuteAsync(_server!.ConnectionString, $"CREATE DATABASE {name}");
        return new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = name }.ConnectionString;
    }

    /// <summary>A database with the bridge's schema.</summary>
    public async Task<string> DatabaseAsync()
    {
        var connectionString = await EmptyAsync();
        await using var source = await BridgeDatabase.OpenAsync(connectionString);
        await Migrations.ApplyAsync(source);
        return connectionString;
    }

    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
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

[CollectionDefinition("server")]
public sealed class ServerCollectionDefinition : ICollectionFixture<ServerFixture>;
