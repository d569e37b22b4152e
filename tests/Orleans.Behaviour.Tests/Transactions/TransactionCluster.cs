using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.TestingHost;
using Orleans.Transactions.Abstractions;

namespace Orleans.Behaviour.Tests.Transactions;

/// <summary>A silo with transactions on a storage that a test can look into, and that may outlive it.</summary>
public sealed class TransactionCluster : IAsyncLifetime
{
    private InProcessTestCluster? _cluster;

    public MemoryStorage Storage { get; init; } = new();

    public IClusterClient Client => _cluster!.Client;

    public ITransactionClient Transactions => Client.ServiceProvider.GetRequiredService<ITransactionClient>();

    public IAccountGrain Account(string key) => Client.GetGrain<IAccountGrain>(key);

    public async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.UseTransactions();
            silo.Services.AddSingleton<ITransactionalStateStorageFactory>(Storage);
            silo.Services.Configure<TransactionalStateOptions>(options =>
            {
                options.LockTimeout = TimeSpan.FromSeconds(2);
                options.LockAcquireTimeout = TimeSpan.FromSeconds(1);
                options.PrepareTimeout = TimeSpan.FromSeconds(2);
                options.RemoteTransactionPingFrequency = TimeSpan.FromSeconds(1);
                options.ConfirmationRetryDelay = TimeSpan.FromSeconds(1);
            });
        });
        builder.ConfigureClient(client => client.UseTransactions());
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    /// <summary>Ends the silo without letting it finish anything.</summary>
    public Task KillAsync() => _cluster!.KillSiloAsync(_cluster.Silos[0]);

    public async Task DisposeAsync() => await _cluster!.DisposeAsync();
}
