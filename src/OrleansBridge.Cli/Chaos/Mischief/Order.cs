namespace OrleansBridge.Cli.Chaos.Mischief;

/// <summary>The names of what chaos may order a silo to do; an order is a file, its content the details.</summary>
internal static class Order
{
    /// <summary>Content: a <see cref="LostCalls"/> and a mark, on two lines.</summary>
    internal const string LoseCalls = "lose_calls";

    /// <summary>Content: a <see cref="ManagerMoment"/> and a mark, on two lines.</summary>
    internal const string DieAsManager = "die_as_manager";

    /// <summary>Content: seconds.</summary>
    internal static string SkewClock(int silo) => FormattableString.Invariant($"skew_clock_{silo}");
}
