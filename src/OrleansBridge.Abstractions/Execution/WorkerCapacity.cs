namespace OrleansBridge.Execution;

/// <summary>How much an engine may open for a worker.</summary>
/// <param name="WorkerId">The worker.</param>
/// <param name="MaxBrowsers">Browser instances that may live at once.</param>
/// <param name="BrowserTypes">Types it may open; null: all that the engine has.</param>
public sealed record WorkerCapacity(string WorkerId, int MaxBrowsers, IReadOnlyList<string>? BrowserTypes);
