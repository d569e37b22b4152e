using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Transactions.Abstractions;

namespace Orleans.Transactions.Postgres.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public void The_default_and_named_storages_stand_beside_each_other()
    {
        using var host = Host.CreateDefaultBuilder().UseOrleans(silo => silo.UseLocalhostClustering()
            .AddPostgresTransactionalStateStorageAsDefault(o => o.ConnectionString = "Host=one.example")
            .AddPostgresTransactionalStateStorage("audit", o => o.ConnectionString = "Host=two.example")).Build();
        var (byDefault, named) = (host.Services.GetRequiredService<ITransactionalStateStorageFactory>(), host.Services.GetRequiredKeyedService<ITransactionalStateStorageFactory>("audit"));
        Assert.IsType<PostgresTransactionalStateStorageFactory>(byDefault);
        Assert.IsType<PostgresTransactionalStateStorageFactory>(named);
        Assert.NotSame(byDefault, named);
    }

    [Fact]
    public void A_named_storage_is_not_the_default()
    {
        using var host = Host.CreateDefaultBuilder().UseOrleans(silo => silo.UseLocalhostClustering()
            .AddPostgresTransactionalStateStorage("audit", o => o.ConnectionString = "Host=two.example")).Build();
        Assert.Null(host.Services.GetService<ITransactionalStateStorageFactory>());
    }
}
