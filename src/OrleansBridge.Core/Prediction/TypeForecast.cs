using OrleansBridge.Placement;

namespace OrleansBridge.Core.Prediction;

/// <summary>The load expected of a browser type: the sum over its model types, against its slots.</summary>
/// <param name="Load">The sum; its model type is <see cref="ForecastRow.Sum"/>.</param>
/// <param name="Present">Tests present now.</param>
/// <param name="Slots">Instances times slots, 0 when the farm has none.</param>
public sealed record TypeForecast(Forecast Load, int Present, int Slots)
{
    /// <summary>The browser type.</summary>
    public string BrowserType => Load.BrowserType;

    /// <summary>Predicted utilization, above 1 where more is expected than there are slots; null without a slot.</summary>
    public double? Utilization => Slots > 0 ? Load.Predicted / Slots : null;

    /// <summary>For people: at most 1.</summary>
    public double? Shown => Utilization is { } utilization ? Math.Min(1, utilization) : null;
}
