using System.Globalization;

namespace OrleansBridge.Cli.Chaos.Mischief;

/// <summary>By how much a silo's clock is wrong now.</summary>
internal sealed class Skew(StandingOrders orders, string order)
{
    internal TimeSpan Now => orders.Find(order) is { } seconds ? TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)) : TimeSpan.Zero;
}
