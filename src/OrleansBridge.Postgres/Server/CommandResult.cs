namespace OrleansBridge.Postgres;

/// <summary>How a program ended and what it said.</summary>
internal sealed record CommandResult(int Exit, string Output, string Error)
{
    public bool Ok => Exit == 0;

    public string Text => $"{Output}\n{Error}".Trim();

    /// <summary>The end of a text, where programs say what went wrong.</summary>
    public static string LastLines(string text) =>
        string.Join(' ', text.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(3));
}
