using Microsoft.Extensions.DependencyInjection;

namespace OrleansBridge.Cli.Chaos.Mischief;

/// <summary>Transactions of one process need no clock that agrees with others: the embedded runtime has none to replace.</summary>
internal static class SkewedTransactions
{
    internal static void Add(IServiceCollection services, Skew skew) => _ = (services, skew);
}
