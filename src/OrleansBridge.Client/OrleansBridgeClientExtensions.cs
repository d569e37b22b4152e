using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;

namespace OrleansBridge.Client;

/// <summary>Connects an Orleans client to a farm.</summary>
public static class OrleansBridgeClientExtensions
{
    /// <summary>A call whose answer was lost with its silo is asked again after this; what may take longer says so itself.</summary>
    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Finds the farm's silos through its PostgreSQL, by configuration (section <c>OrleansBridge</c>, <c>ConnectionStrings:Bridge</c>),
    /// waits for them as the application starts, and registers a <see cref="ResourcePoolBridge"/>.
    /// </summary>
    /// <param name="builder">The client.</param>
    /// <param name="configure">Wins over the configuration.</param>
    /// <exception cref="OrleansBridgeConnectionException">At start, when an option cannot work or no silo is found.</exception>
    public static IClientBuilder AddOrleansBridge(this IClientBuilder builder, Action<OrleansBridgeClientOptions>? configure = null)
    {
        var options = new OrleansBridgeClientOptions { ConnectionString = builder.Configuration.GetConnectionString(BridgeConfiguration.ConnectionStringName) };
        var misread = BridgeConfiguration.Bind(builder.Configuration, options, KnownSettings.OfSilosAlone);
        configure?.Invoke(options);

        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton<IConfigurationValidator>(s => new OrleansBridgeClientOptionsValidator(options, misread, s));
        services.AddClusterIdentity(options.Cluster);
        services.Configure<ClientMessagingOptions>(Impatient);
        FarmConnection.AddTo(builder, options);
        services.AddResourcePoolBridge(options.Client);
        return builder;
    }

    /// <summary>What the application has set itself stands.</summary>
    private static void Impatient(ClientMessagingOptions options)
    {
        if (options.ResponseTimeout == new ClientMessagingOptions().ResponseTimeout)
        {
            options.ResponseTimeout = Answer;
        }
    }

    internal static void AddResourcePoolBridge(this IServiceCollection services, ResourcePoolBridgeOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(s => new ResourcePoolBridge(s.GetRequiredService<IGrainFactory>(), options, s.GetRequiredService<TimeProvider>(), s.GetService<LostGateways>()));
    }
}
