using Microsoft.Extensions.DependencyInjection;
using Orleans.Transactions.Abstractions;

namespace OrleansBridge.Cluster.Tests.Faults;

internal sealed class FaultyStorageFactory(ITransactionalStateStorageFactory inner, CommitFault fault) : ITransactionalStateStorageFactory
{
    public ITransactionalStateStorage<TState> Create<TState>(string stateName, IGrainContext context)
        where TState : class, new() => new FaultyStorage<TState>(inner.Create<TState>(stateName, context), stateName, fault);

    /// <summary>Puts the fault between the ledgers and their real storage.</summary>
    public static void Wrap(IServiceCollection services, string name, CommitFault fault)
    {
        var real = services.Single(s => s.IsKeyedService && s.ServiceType == typeof(ITransactionalStateStorageFactory) && (string?)s.ServiceKey == name);
        services.Remove(real);
        services.AddKeyedSingleton<ITransactionalStateStorageFactory>(
            name, (provider, key) => new FaultyStorageFactory((ITransactionalStateStorageFactory)real.KeyedImplementationFactory!(provider, key), fault));
    }
}
