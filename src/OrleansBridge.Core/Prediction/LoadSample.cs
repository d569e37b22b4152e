namespace OrleansBridge.Core.Prediction;

/// <summary>The load of a pair of browser and model type now.</summary>
/// <param name="BrowserType">The browser type.</param>
/// <param name="ModelType">The model type.</param>
/// <param name="Present">Tests that came and have not ended: running, assigned or waiting.</param>
/// <param name="ServiceSeconds">How long a test is learned to stay, waiting included; null while nothing was learned.</param>
public readonly record struct LoadSample(string BrowserType, string ModelType, int Present, double? ServiceSeconds);
