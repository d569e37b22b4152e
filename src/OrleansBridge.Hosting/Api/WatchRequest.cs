namespace OrleansBridge.Hosting.Api;

/// <summary>Body of <c>POST /api/tests/events</c>.</summary>
/// <param name="Ids">The tests to watch. Unknown ones are passed over.</param>
public sealed record WatchRequest(IReadOnlyList<string> Ids);
