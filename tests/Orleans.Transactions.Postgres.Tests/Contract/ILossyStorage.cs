using Orleans.Transactions.Abstractions;

namespace Orleans.Transactions.Postgres.Tests;

/// <summary>A storage behind a connection that can break at the worst moment.</summary>
public interface ILossyStorage : IAsyncDisposable
{
    ITransactionalStateStorage<Account> Storage { get; }

    /// <summary>The next request is carried out; its answer does not arrive.</summary>
    void LoseNextAnswer();
}
