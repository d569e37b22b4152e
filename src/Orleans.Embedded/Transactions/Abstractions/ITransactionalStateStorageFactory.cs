using Orleans.Runtime;

namespace Orleans.Transactions.Abstractions;

/// <summary>Creates the storage of a grain's transactional states. Registered as a service, keyed or not.</summary>
public interface ITransactionalStateStorageFactory
{
    ITransactionalStateStorage<TState> Create<TState>(string stateName, IGrainContext context) where TState : class, new();
}
