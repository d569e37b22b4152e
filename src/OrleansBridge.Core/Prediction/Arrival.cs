namespace OrleansBridge.Core.Prediction;

/// <summary>A test that came.</summary>
/// <param name="TestId">Its id: it counts once, however often it is queued.</param>
/// <param name="ModelId">Its model.</param>
/// <param name="ModelType">Its model type.</param>
/// <param name="BrowserType">The browser type it will load: required, preferred, or the one it got.</param>
/// <param name="At">When it was submitted. The same for the same test.</param>
public readonly record struct Arrival(string TestId, string ModelId, string ModelType, string BrowserType, DateTimeOffset At);
