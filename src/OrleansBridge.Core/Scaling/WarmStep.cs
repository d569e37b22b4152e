namespace OrleansBridge.Core.Scaling;

/// <summary>Something to have ready before it is asked for.</summary>
/// <param name="Worker">Where.</param>
/// <param name="BrowserType">The browser type.</param>
/// <param name="Model">The model to load on an idle instance of it; null: an instance of the type is launched.</param>
/// <param name="Why">For people.</param>
public sealed record WarmStep(string Worker, string BrowserType, string? Model, string Why);
