namespace OrleansBridge.Core.Prediction;

/// <summary>A browser type's load as its pairs add up.</summary>
internal readonly record struct TypeSum(Spread Spread, ArrivalRate Rate)
{
    /// <summary>Pairs are taken to vary independently; the window told is the longest.</summary>
    public TypeSum Plus(Spread spread, ArrivalRate rate) => new(
        Spread.Plus(spread),
        Rate with { PerSecond = Rate.PerSecond + rate.PerSecond, Window = rate.Window > Rate.Window ? rate.Window : Rate.Window });
}
