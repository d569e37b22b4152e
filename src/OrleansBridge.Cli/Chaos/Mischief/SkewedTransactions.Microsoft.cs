using Microsoft.Extensions.DependencyInjection;
using Orleans.Transactions;

namespace OrleansBridge.Cli.Chaos.Mischief;

/// <summary>Transactions take their times from a clock of their own, which is as wrong.</summary>
internal static class SkewedTransactions
{
    internal static void Add(IServiceCollection services, Skew skew) => services.AddSingleton<IClock>(new SkewedClock(skew));

    private sealed class SkewedClock(Skew skew) : IClock
    {
        public DateTime UtcNow() => DateTime.UtcNow + skew.Now;
    }
}
