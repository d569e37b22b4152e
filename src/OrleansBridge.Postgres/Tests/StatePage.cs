namespace OrleansBridge.Postgres;

/// <summary>Committed test states, each as its JSON.</summary>
/// <param name="States">The states, oldest submission first.</param>
/// <param name="Cursor">Where the next page starts, null after the last.</param>
public sealed record StatePage(IReadOnlyList<byte[]> States, string? Cursor);
