using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>A silo's or client's builder: one a service collection, however often it is asked for.</summary>
internal sealed class Builder : ISiloBuilder, IClientBuilder
{
    private readonly bool _silo;

    private Builder(IServiceCollection services, IConfiguration configuration, bool silo)
    {
        Services = services;
        Configuration = configuration;
        _silo = silo;
        CoreServices.Add(services, configuration.GetSection("Orleans"), silo);
    }

    public IServiceCollection Services { get; }

    public IConfiguration Configuration { get; }

    public static Builder Of(IServiceCollection services, IConfiguration? configuration, bool silo)
    {
        if (services.FirstOrDefault(d => d.ServiceType == typeof(Builder))?.ImplementationInstance is Builder known)
        {
            return known._silo == silo
                ? known
                : throw new OrleansConfigurationException("Do not call both UseOrleansClient/AddOrleansClient with UseOrleans/AddOrleans. If you want a client and server in the same process, only UseOrleans/AddOrleans is necessary and the UseOrleansClient/AddOrleansClient call can be removed.");
        }

        var builder = new Builder(services, configuration ?? new ConfigurationBuilder().Build(), silo);
        services.AddSingleton(builder);
        return builder;
    }
}
