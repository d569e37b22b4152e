using Npgsql;
using OrleansBridge.Postgres;
using OrleansBridge.TestingHost.Databases;

namespace OrleansBridge.TestingHost.Tests;

/// <summary>One server of the testing kit for all tests of an assembly, as a user's suite would have it; each test with a database of its own.</summary>
public sealed class DatabasesFixture : IAsyncLifetime
{
    private TestDatabases? _databases;

    public async Task InitializeAsync() => _databases = await TestDatabases.StartAsync();

    public async Task DisposeAsync() => await _databases!.DisposeAsync();

    /// <summary>A database without the bridge's schema.</summary>
    public Task<string> EmptyAsync() => _databases!.CreateEmptyAsync();

    /// <summary>A database with it.</summary>
    public Task<string> CreateAsync() => _databases!.CreateAsync();

    /// <summary>The same, as its caller's data source.</summary>
    public async Task<NpgsqlDataSource> SourceAsync() => BridgeDatabase.Create(await CreateAsync());

    public async Task<BridgeTestCluster> ClusterAsync(BridgeTestClusterOptions? options = null) =>
        await BridgeTestCluster.StartAsync((options ?? new()) with { ConnectionString = await CreateAsync() });
}
