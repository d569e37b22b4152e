using Npgsql;
using Orleans.TestingHost;
using OrleansBridge.Postgres;
using OrleansBridge.Postgres.Tests;

namespace Orleans.Transactions.Postgres.Tests;

/// <summary>Two silos over one database.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private static string s_connectionString = "";
    private readonly ServerFixture _server = new();

    public TestCluster Cluster { get; private set; } = null!;

    public NpgsqlDataSource Source { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        s_connectionString = await _server.NewDatabaseAsync();
        Source = await BridgeDatabase.OpenAsync(s_connectionString);
        await Migrations.ApplyAsync(Source);
        var builder = new TestClusterBuilder(2);
        builder.AddSiloBuilderConfigurator<Silo>();
        builder.AddClientBuilderConfigurator<Client>();
        Cluster = builder.Build();
        await Cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await Source.DisposeAsync();
        await _server.DisposeAsync();
    }

    private sealed class Silo : ISiloConfigurator
    {
        public void Configure(ISiloBuilder siloBuilder) => siloBuilder
            .AddPostgresTransactionalStateStorageAsDefault(options => options.ConnectionString = s_connectionString)
            .UseTransactions();
    }

    private sealed class Client : IClientBuilderConfigurator
    {
        public void Configure(Microsoft.Extensions.Configuration.IConfiguration configuration, IClientBuilder clientBuilder) =>
            clientBuilder.UseTransactions();
    }
}

[CollectionDefinition("cluster")]
public sealed class ClusterCollectionDefinition : ICollectionFixture<ClusterFixture>;
