using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>What every silo and every client has.</summary>
internal static class CoreServices
{
    public static void Add(IServiceCollection services, IConfigurationSection settings, bool silo)
    {
        services.AddOptions();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<ClusterOptions>(settings);
        services.AddSingleton<IConfigurationValidator, SettingsValidator>();
        services.AddSingleton<IConfigurationValidator, GrainsValidator>();
        services.AddSingleton<RuntimeContext>();
        services.AddSingleton<IGrainContextAccessor>(s => s.GetRequiredService<RuntimeContext>());
        services.AddSingleton<IClusterClient>(s => s.GetRequiredService<CallRuntime>().Factory);
        services.AddSingleton<IGrainFactory>(s => s.GetRequiredService<CallRuntime>().Factory);
        services.AddSingleton(s => new Serialization.DeepCopier(s.GetRequiredService<CallRuntime>().Copier));
        services.AddSingleton<ICallParticipant, Transactions.TransactionCalls>();
        services.AddSingleton<ICallParticipant, FilteredCalls>();
        if (silo)
        {
            services.AddSingleton<Silo>();
            services.AddSingleton<ILocalSiloDetails>(s => s.GetRequiredService<Silo>());
            services.AddSingleton(s => s.GetRequiredService<Silo>().Runtime);
            services.AddSingleton<IAttributeToFactoryMapper<PersistentStateAttribute>, PersistentStateMapper>();
            services.AddScoped<IGrainContext>(_ => RuntimeContext.Current!);
            services.AddSingleton<IConfigurationValidator, OptionsValidator>();
            services.Configure<SiloMessagingOptions>(settings.GetSection("Messaging"));
            services.Configure<EndpointOptions>(settings.GetSection("Endpoints"));
            services.Configure<SiloOptions>(options => options.SiloName = settings["Name"] is { Length: > 0 } name ? name : options.SiloName);
            services.AddHostedService<SiloHostedService>();
        }
        else
        {
            services.AddSingleton(s => new CallRuntime(
                s,
                EmbeddedCluster.Of(s.GetRequiredService<IOptions<ClusterOptions>>().Value.ClusterId, s.GetRequiredService<IOptions<EmbeddedOptions>>().Value),
                s.GetRequiredService<IOptions<ClientMessagingOptions>>().Value.ResponseTimeout));
            services.Configure<ClientMessagingOptions>(settings.GetSection("Messaging"));
            services.AddHostedService<ClientHostedService>();
        }
    }
}
