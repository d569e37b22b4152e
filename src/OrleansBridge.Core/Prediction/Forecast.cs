using OrleansBridge.Placement;

namespace OrleansBridge.Core.Prediction;

/// <summary>The load expected of a pair of browser and model type.</summary>
/// <param name="BrowserType">The browser type.</param>
/// <param name="ModelType">The model type.</param>
/// <param name="At">When it was made.</param>
/// <param name="For">The time it speaks of.</param>
/// <param name="Predicted">Tests expected to be present.</param>
/// <param name="Lower">The lower end of its interval.</param>
/// <param name="Upper">The upper end of its interval.</param>
/// <param name="Confidence">How far earlier forecasts of it were right, in [0, 1]; 0 until one was scored.</param>
/// <param name="ArrivalsPerSecond">The rate of arrivals now.</param>
/// <param name="Window">The window it was counted over.</param>
public sealed record Forecast(
    string BrowserType,
    string ModelType,
    DateTimeOffset At,
    DateTimeOffset For,
    double Predicted,
    double Lower,
    double Upper,
    double Confidence,
    double ArrivalsPerSecond,
    TimeSpan Window)
{
    /// <summary>As it is stored.</summary>
    public ForecastRow ToRow() => new()
    {
        At = At,
        For = For,
        BrowserType = BrowserType,
        ModelType = ModelType,
        Predicted = Predicted,
        Lower = Lower,
        Upper = Upper,
    };
}
