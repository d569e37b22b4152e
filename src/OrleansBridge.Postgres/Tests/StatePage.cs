namespace OrleansBridge.Postgres;

/// <summary>Committed test states, each as its JSON.</summary>
/// <param name="TestIds">The tests.</param>
/// <param name="States">The states, in the same order: oldest submission first.</param>
/// <param name="Cursor">Where the next page starts, null after the last.</param>
public sealed record StatePage(IReadOnlyList<string> TestIds, IReadOnlyList<byte[]> States, string? Cursor);
