using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Transactions.Abstractions;

namespace Orleans.Transactions.Postgres;

/// <summary>Gives each transactional state its storage; all of them on a silo share the commits.</summary>
internal sealed class PostgresTransactionalStateStorageFactory : ITransactionalStateStorageFactory, IAsyncDisposable
{
    private const int DefaultPoolSize = 10;

    private readonly NpgsqlDataSource _source;
    private readonly bool _ownsSource;
    private readonly GroupCommit _commits;
    private readonly StaleFences _fences;
    private readonly StateJson _json;
    private readonly CommittedStates _states;
    private readonly string _serviceId;

    public PostgresTransactionalStateStorageFactory(
        PostgresTransactionalStateOptions options, IOptions<ClusterOptions> cluster, IGrainFactory grains, IServiceProvider services)
    {
        _ownsSource = options.DataSource is null && options.ConnectionString is not null;
        _source = options.DataSource
            ?? (options.ConnectionString is { } given ? Create(given, options.Writers) : services.GetRequiredService<NpgsqlDataSource>());
        _commits = new GroupCommit(_source, options.Writers, options.MaxStoresPerCommit);
        _fences = new StaleFences(_source);
        _json = new StateJson(options.Json, options.ReplaceNul, grains);
        _states = new CommittedStates(_source, _json, services.GetService<IDamagedStateHandler>());
        _serviceId = cluster.Value.ServiceId;
    }

    public ITransactionalStateStorage<TState> Create<TState>(string stateName, IGrainContext context)
        where TState : class, new() =>
        Create<TState>(new StateKey(_serviceId, context.GrainId.ToString(), stateName));

    public ITransactionalStateStorage<TState> Create<TState>(StateKey key)
        where TState : class, new() =>
        key.ToString().Contains('\0', StringComparison.Ordinal)
            ? throw new ArgumentException($"The grain key '{key}' holds the character U+0000, which PostgreSQL cannot keep in text.", nameof(key))
            : new PostgresTransactionalStateStorage<TState>(key, _source, _fences, _states, _commits, _json);

    public async ValueTask DisposeAsync()
    {
        await _commits.DisposeAsync().ConfigureAwait(false);
        if (_ownsSource)
        {
            await _source.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static NpgsqlDataSource Create(string connectionString, int writers)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (settings.MaxAutoPrepare == 0)
        {
            settings.MaxAutoPrepare = 64;
            settings.AutoPrepareMinUsages = 2;
        }

        // Statements are prepared and planned once a connection, so a few busy ones are faster than many.
        if (!settings.Keys.Contains("Maximum Pool Size", StringComparer.OrdinalIgnoreCase))
        {
            settings.MaxPoolSize = Math.Max(DefaultPoolSize, 2 * writers);
        }

        // A reset would run before every commit; the storage leaves nothing in a session.
        settings.NoResetOnClose = true;

        return NpgsqlDataSource.Create(settings);
    }
}
