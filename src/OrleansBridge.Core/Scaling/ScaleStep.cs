namespace OrleansBridge.Core.Scaling;

/// <summary>An instance more or one less.</summary>
/// <param name="Worker">Where.</param>
/// <param name="BrowserType">Of which type.</param>
/// <param name="Launch">Whether one is launched; else an idle one is closed.</param>
/// <param name="Why">For people.</param>
public sealed record ScaleStep(string Worker, string BrowserType, bool Launch, string Why);
