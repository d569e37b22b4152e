using Npgsql;

namespace OrleansBridge.Postgres.Tests;

/// <summary>One private server for the assembly, each caller with a database of its own.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private PrivateServer? _server;

    public async Task InitializeAsync() => _server = await PrivateServer.StartAsync(new() { DataFolder = _folder.Root });

    public async Task DisposeAsync()
    {
        await _server!.StopAsync();
        _folder.Delete();
    }

    public async Task<string> NewDatabaseAsync()
    {
        var name = "t" + Guid.NewGuid().ToString("N");
        await using var source = NpgsqlDataSource.Create(_server!.ConnectionString);
        await using var create = source.CreateCommand($"CREATE DATABASE {name}");
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = name }.ConnectionString;
    }
}

[CollectionDefinition("server")]
public sealed class ServerCollectionDefinition : ICollectionFixture<ServerFixture>;
