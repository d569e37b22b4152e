using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Runtime;
using Orleans.Transactions.Abstractions;
using Orleans.Transactions.State;

namespace Orleans.Transactions;

/// <summary>What transactions need on a silo and on a client.</summary>
internal static class TransactionServices
{
    public static void AddTo(IServiceCollection services)
    {
        services.TryAddSingleton<ParticipantChannel>();
        services.TryAddSingleton<TransactionAgent>();
        services.TryAddSingleton<ITransactionClient, TransactionClient>();
    }

    public static void AddToSilo(IServiceCollection services)
    {
        AddTo(services);
        services.TryAddSingleton<IAttributeToFactoryMapper<TransactionalStateAttribute>, TransactionalStateMapper>();
    }
}
