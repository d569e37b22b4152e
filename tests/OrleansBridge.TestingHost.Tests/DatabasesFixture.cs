using OrleansBridge.TestingHost.Databases;

namespace OrleansBridge.TestingHost.Tests;

/// <summary>One server for all tests of this assembly, as a user's suite would have it.</summary>
public sealed class DatabasesFixture : IAsyncLifetime
{
    private TestDatabases? _databases;

    public TestDatabases Databases => _databases!;

    public async Task InitializeAsync() => _databases = await TestDatabases.StartAsync();

    public async Task DisposeAsync() => await _databases!.DisposeAsync();

    public async Task<BridgeTestCluster> ClusterAsync(BridgeTestClusterOptions? options = null) =>
        await BridgeTestCluster.StartAsync((options ?? new()) with { ConnectionString = await Databases.CreateAsync() });
}
