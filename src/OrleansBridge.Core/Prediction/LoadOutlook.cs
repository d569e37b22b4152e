using OrleansBridge.Placement;

namespace OrleansBridge.Core.Prediction;

/// <summary>What is expected of the farm.</summary>
/// <param name="Forecasts">By browser and model type: only pairs of which a test has come.</param>
/// <param name="Types">By browser type.</param>
/// <param name="Raised">Overloads that were not expected the time before.</param>
/// <param name="Made">Forecasts to store.</param>
/// <param name="Scored">Stored ones of which it is now known what came.</param>
public sealed record LoadOutlook(
    IReadOnlyList<Forecast> Forecasts,
    IReadOnlyList<TypeForecast> Types,
    IReadOnlyList<OverloadWarning> Raised,
    IReadOnlyList<ForecastRow> Made,
    IReadOnlyList<ForecastRow> Scored)
{
    /// <summary>Nothing came yet.</summary>
    public static LoadOutlook None { get; } = new([], [], [], [], []);

    /// <summary>Predicted utilization by browser type, above 1 where more is expected than there are slots.</summary>
    public IReadOnlyDictionary<string, double> Utilization { get; } =
        Types.Where(t => t.Utilization is not null).ToDictionary(t => t.BrowserType, t => t.Utilization!.Value, StringComparer.Ordinal);
}
