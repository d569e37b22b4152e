using OrleansBridge.Postgres;

namespace OrleansBridge.Hosting;

/// <summary>Grain storage for an application's own grains, beside the bridge's ledgers.</summary>
public static class PostgresGrainStorageExtensions
{
    /// <summary>Adds Orleans' ADO.NET grain storage on the bridge's PostgreSQL; <see cref="OrleansBridgeSiloExtensions.AddOrleansBridge"/> says which.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="name">What grains call it; <c>Default</c> serves those that name none.</param>
    public static ISiloBuilder AddPostgresGrainStorage(this ISiloBuilder builder, string name) =>
        builder.AddAdoNetGrainStorage(name, storage => storage.Configure<OrleansBridgeOptions>((options, bridge) =>
            (options.Invariant, options.ConnectionString) = (OrleansTables.Invariant, bridge.OrleansConnectionString)));
}
