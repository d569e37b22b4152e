using Npgsql;
using Orleans.TestingHost;
using OrleansBridge.Postgres;
using OrleansBridge.TestingHost.Databases;

namespace Orleans.Transactions.Postgres.Tests;

/// <summary>Two silos over one database.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private TestDatabases _databases = null!;
    private InProcessTestCluster _cluster = null!;

    public IClusterClient Client => _cluster.Client;

    public NpgsqlDataSource Source { get; private set; } = null!;

    /// <returns>The connection string of another database, empty, with the tables.</returns>
    public Task<string> CreateDatabaseAsync() => _databases.CreateAsync();

    public async Task InitializeAsync()
    {
        _databases = await TestDatabases.StartAsync();
        var connectionString = await _databases.CreateAsync();
        Source = BridgeDatabase.Create(connectionString);
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((_, silo) => silo
            .AddPostgresTransactionalStateStorageAsDefault(options => options.ConnectionString = connectionString)
            .UseTransactions());
        builder.ConfigureClient(client => client.UseTransactions());
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await Source.DisposeAsync();
        await _databases.DisposeAsync();
    }
}

[CollectionDefinition("cluster")]
public sealed class ClusterCollectionDefinition : ICollectionFixture<ClusterFixture>;
