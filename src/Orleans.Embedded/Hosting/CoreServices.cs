using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>What every silo and every client has.</summary>
internal static class CoreServices
{
    public static void Add(IServiceCollection services, bool silo)
    {
        services.AddOptions();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RuntimeContext>();
        services.AddSingleton<IGrainContextAccessor>(s => s.GetRequiredService<RuntimeContext>());
        services.AddSingleton<IClusterClient>(s => s.GetRequiredService<CallRuntime>().Factory);
        services.AddSingleton<IGrainFactory>(s => s.GetRequiredService<CallRuntime>().Factory);
        services.AddSingleton(s => new Serialization.DeepCopier(s.GetRequiredService<CallRuntime>().Copier));
        if (silo)
        {
            services.AddSingleton<Silo>();
            services.AddSingleton<ILocalSiloDetails>(s => s.GetRequiredService<Silo>());
            services.AddSingleton(s => s.GetRequiredService<Silo>().Runtime);
            services.AddScoped<IGrainContext>(_ => RuntimeContext.Current!);
            services.AddSingleton<IConfigurationValidator, OptionsValidator>();
            services.AddSingleton<IConfigurationValidator, GrainsValidator>();
            services.AddHostedService<SiloHostedService>();
        }
        else
        {
            services.AddSingleton(s => new CallRuntime(
                s,
                EmbeddedCluster.Of(s.GetRequiredService<IOptions<ClusterOptions>>().Value.ClusterId, s.GetRequiredService<IOptions<EmbeddedOptions>>().Value),
                s.GetRequiredService<IOptions<ClientMessagingOptions>>().Value.ResponseTimeout));
            services.AddHostedService<ClientHostedService>();
        }
    }
}
