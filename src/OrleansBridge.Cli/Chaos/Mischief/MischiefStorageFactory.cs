using Microsoft.Extensions.DependencyInjection;
using Orleans.Transactions.Abstractions;

namespace OrleansBridge.Cli.Chaos.Mischief;

/// <summary>The real storage of ledgers, and around it the death of a transaction's manager.</summary>
internal sealed class MischiefStorageFactory(ITransactionalStateStorageFactory storage, StandingOrders orders, TrickMarks marks, int silo) : ITransactionalStateStorageFactory, IAsyncDisposable
{
    /// <summary>Puts itself around the storage of a name.</summary>
    internal static void Around(IServiceCollection services, string name, StandingOrders orders, TrickMarks marks, int silo)
    {
        var real = services.Single(s => s.ServiceType == typeof(ITransactionalStateStorageFactory) && name.Equals(s.ServiceKey));
        services.Remove(real);
        services.AddKeyedSingleton<ITransactionalStateStorageFactory>(
            name, (provider, key) => new MischiefStorageFactory((ITransactionalStateStorageFactory)real.KeyedImplementationFactory!(provider, key), orders, marks, silo));
    }

    public ITransactionalStateStorage<TState> Create<TState>(string stateName, IGrainContext context)
        where TState : class, new() => new MischiefStorage<TState>(storage.Create<TState>(stateName, context), $"{silo} {context.GrainId}", orders, marks);

    public ValueTask DisposeAsync() => storage is IAsyncDisposable disposable ? disposable.DisposeAsync() : ValueTask.CompletedTask;
}
