using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Transactions.Abstractions;
using Orleans.Transactions.Postgres;

namespace Orleans.Hosting;

/// <summary>Keeps transactional state in PostgreSQL.</summary>
public static class PostgresTransactionSiloBuilderExtensions
{
    // The name under which Orleans looks for what no name was given to.
    private const string DefaultName = "Default";

    /// <summary>Keeps transactional state in PostgreSQL, for states that name no storage.</summary>
    public static ISiloBuilder AddPostgresTransactionalStateStorageAsDefault(
        this ISiloBuilder builder, Action<PostgresTransactionalStateOptions>? configure = null) =>
        builder.AddPostgresTransactionalStateStorage(DefaultName, configure);

    /// <summary>Keeps transactional state in PostgreSQL, for states whose storage is <paramref name="name"/>.</summary>
    public static ISiloBuilder AddPostgresTransactionalStateStorage(
        this ISiloBuilder builder, string name, Action<PostgresTransactionalStateOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var services = builder.Services;
        services.AddOptions<PostgresTransactionalStateOptions>(name).Configure(configure ?? (_ => { }));
        services.AddTransient<IConfigurationValidator>(provider => new PostgresTransactionalStateOptionsValidator(
            Options(provider, name), name, provider.GetService<NpgsqlDataSource>()));
        services.AddKeyedSingleton<ITransactionalStateStorageFactory>(
            name, (provider, _) => ActivatorUtilities.CreateInstance<PostgresTransactionalStateStorageFactory>(provider, Options(provider, name)));
        if (name == DefaultName)
        {
            services.TryAddSingleton(provider => provider.GetRequiredKeyedService<ITransactionalStateStorageFactory>(DefaultName));
        }

        return builder;
    }

    private static PostgresTransactionalStateOptions Options(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<PostgresTransactionalStateOptions>>().Get(name);
}
