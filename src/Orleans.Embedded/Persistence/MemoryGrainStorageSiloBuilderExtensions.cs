using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Embedded;
using Orleans.Storage;

namespace Orleans.Hosting;

public static class MemoryGrainStorageSiloBuilderExtensions
{
    private const string Default = "Default";

    public static ISiloBuilder AddMemoryGrainStorageAsDefault(this ISiloBuilder builder, Action<OptionsBuilder<MemoryGrainStorageOptions>>? configureOptions = null) =>
        builder.AddMemoryGrainStorage(Default, configureOptions);

    /// <summary>Grain storage that lives as long as the cluster does.</summary>
    public static ISiloBuilder AddMemoryGrainStorage(this ISiloBuilder builder, string name, Action<OptionsBuilder<MemoryGrainStorageOptions>>? configureOptions = null)
    {
        var services = builder.Services;
        configureOptions?.Invoke(services.AddOptions<MemoryGrainStorageOptions>(name));
        services.AddKeyedSingleton<IGrainStorage>(name, (s, _) => new MemoryGrainStorage(s.GetRequiredService<CallRuntime>(), name));
        if (name == Default)
        {
            services.TryAddSingleton(s => s.GetRequiredKeyedService<IGrainStorage>(Default));
        }

        return builder;
    }
}
