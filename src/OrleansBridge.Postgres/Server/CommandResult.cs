namespace OrleansBridge.Postgres;

/// <summary>How a program ended and what it said.</summary>
internal sealed record CommandResult(int Exit, string Output, string Error)
{
    public bool Ok => Exit == 0;

    public string Text => $"{Output}\n{Error}".Trim();
}
