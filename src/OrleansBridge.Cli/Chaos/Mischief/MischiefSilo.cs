using Microsoft.Extensions.DependencyInjection;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Grains;

namespace OrleansBridge.Cli.Chaos.Mischief;

/// <summary>Gives a silo what it needs to obey chaos' orders. Only a bridge that chaos started has it.</summary>
internal static class MischiefSilo
{
    internal static Action<ISiloBuilder> Of(DataFolder data, int number) => silo =>
    {
        var (orders, marks) = (StandingOrders.In(data), TrickMarks.In(data));
        silo.Services.AddSingleton<IIncomingGrainCallFilter>(new MischiefFilter(orders, marks));
        MischiefStorageFactory.Around(silo.Services, BridgeStorage.Name, orders, marks, number);
        var skew = new Skew(orders, Order.SkewClock(number));
        silo.Services.AddSingleton<TimeProvider>(new SkewedTime(skew));
        SkewedTransactions.Add(silo.Services, skew);
    };
}
