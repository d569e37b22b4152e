namespace OrleansBridge.Core.Prediction;

/// <summary>A browser type is about to be overloaded.</summary>
/// <param name="BrowserType">The browser type.</param>
/// <param name="At">When it was raised.</param>
/// <param name="For">When it is expected.</param>
/// <param name="Predicted">The utilization expected.</param>
/// <param name="Now">The utilization when it was raised.</param>
public sealed record OverloadWarning(string BrowserType, DateTimeOffset At, DateTimeOffset For, double Predicted, double Now);
