using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Transactions.Postgres;
using OrleansBridge.Client;
using OrleansBridge.Core.Dispatching;
using OrleansBridge.Core.Scaling;
using OrleansBridge.Grains;
using OrleansBridge.Grains.Agents;
using OrleansBridge.Grains.Index;
using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Grains.Repair;
using OrleansBridge.Grains.Storage;
using OrleansBridge.Json;
using OrleansBridge.Postgres;

namespace OrleansBridge.Hosting;

/// <summary>Makes a silo host the bridge.</summary>
public static class OrleansBridgeSiloExtensions
{
    /// <summary>
    /// Adds the bridge's grains, its transactional storage and, when an engine is given, the silo's worker agent; and, unless
    /// the silo has them already, clustering and a reminder service on the same PostgreSQL.
    /// </summary>
    /// <param name="builder">The silo.</param>
    /// <param name="configure">Wins over the configuration (section <c>OrleansBridge</c>, <c>ConnectionStrings:Bridge</c>).</param>
    /// <exception cref="OrleansBridgeConfigurationException">At start, when an option is missing or out of range.</exception>
    /// <exception cref="PostgresSetupException">At start, when the database cannot serve or its schema is not as it should be.</exception>
    public static ISiloBuilder AddOrleansBridge(this ISiloBuilder builder, Action<OrleansBridgeOptions>? configure = null)
    {
        var options = new OrleansBridgeOptions { ConnectionString = builder.Configuration.GetConnectionString(BridgeConfiguration.ConnectionStringName) };
        var misread = BridgeConfiguration.Bind(builder.Configuration, options, KnownSettings.Of(typeof(OrleansBridgeClientOptions)));
        configure?.Invoke(options);

        // First of all: what others would say about missing options says less.
        var validator = new OrleansBridgeOptionsValidator(options, misread);
        builder.Services.AddSingleton(validator);
        builder.Services.AddSingleton<IConfigurationValidator>(validator);
        builder.Services.AddClusterIdentity(options.Cluster);
        if (options.Cluster.SiloName is { } name && !string.IsNullOrWhiteSpace(name))
        {
            builder.Configure<SiloOptions>(silo => silo.SiloName = name);
        }

        SiloNetwork.Configure(builder, options);
        if (builder.Services.All(service => service.ServiceType != typeof(IReminderTable)))
        {
            builder.UseAdoNetReminderService(reminders => (reminders.Invariant, reminders.ConnectionString) = (OrleansTables.Invariant, options.OrleansConnectionString));
        }

        builder.UseTransactions();
        builder.AddPostgresTransactionalStateStorage(BridgeStorage.Name, o =>
        {
            o.Json = BridgeJson.Options;

            // A console message with U+0000 in it must not keep its test from ending.
            o.ReplaceNul = true;
        });
        builder.Configure<TransactionalStateOptions>(TimeLimits.Shorten);
        builder.Configure<SiloMessagingOptions>(TimeLimits.Shorten);
        builder.Configure<GrainCollectionOptions>(TimeLimits.Shorten);

        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<LedgerTransaction>();
        if (options.DataSource is { } shared)
        {
            // As an instance: the container does not dispose what it did not make.
            services.AddSingleton(shared);
        }
        else
        {
            services.AddSingleton(_ =>
            {
                // Whoever is made first asks for it, before Orleans asks any validator.
                validator.ValidateConfiguration();
                return BridgeDatabase.Create(options.ConnectionString!);
            });
        }

        services.AddHostedService<SchemaAtStart>();
        services.AddResourcePoolBridge(options.Client);
        services.AddSingleton<TestQueries>();
        services.AddSingleton<EventStore>();
        services.AddSingleton<ResultStore>();
        services.AddSingleton<ITestIndex, TestIndex>();
        services.AddSingleton<ITestHistory, TestHistory>();
        services.AddSingleton<IPassedRuns, PassedRuns>();
        services.AddSingleton<FinishedTests>();
        services.AddSingleton<ITestUpkeep, TestUpkeep>();
        services.AddSingleton<ForecastStore>();
        services.AddSingleton<IForecasts, Forecasts>();
        services.AddSingleton<IOptions<DispatcherOptions>>(_ => Options.Create(options.Placement));
        services.Configure<RetentionOptions>(retention => (retention.KeepFinished, retention.KeepForecasts) = (options.KeepFinished, options.KeepForecasts));
        services.AddSingleton<Quarantine>();
        services.AddSingleton<LedgerFacts>();
        services.AddSingleton<IDamagedStateHandler, LedgerRebuild>();
        services.AddSingleton<AgentReadiness>();
        services.AddSingleton<HostedWorkers>();
        services.AddSingleton<SiloDrain>();
        services.AddSingleton<AgentCalls>();
        services.AddSingleton<WorkerOpening>();
        services.AddSingleton<WorkerClosing>();
        services.AddSingleton<InstanceBreakers>();
        services.AddSingleton<ThreadPoolDelay>();
        services.AddSingleton(s => new AdmissionGate(() => s.GetRequiredService<ThreadPoolDelay>().Current, s.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(MemoryLadder.Default);
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<MemoryPressure>(s, (Func<double?>)MachineMemory.Used));
        services.AddSingleton<RunTable>();
        services.AddSingleton<WarmUps>();
        services.AddSingleton<BrowserScaling>();
        services.Configure<AgentOptions>(agent =>
        {
            agent.SlotsPerBrowser = options.SlotsPerBrowser;
            options.Workers.ToList().ForEach(agent.Workers.Add);
        });
        if (options.Engine is { } engine)
        {
            services.AddSingleton(engine);
            services.AddHostedService<WorkerAgent>();
        }
        else
        {
            services.AddSingleton<Execution.IExecutionEngine, NoEngine>();
        }

        return builder;
    }
}
