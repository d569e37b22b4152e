namespace OrleansBridge.Postgres;

/// <summary>PostgreSQL cannot be used as it is. The message says what was wrong, what was expected and how to fix it.</summary>
public sealed class PostgresSetupException : Exception
{
    public PostgresSetupException(string problem, string fix, Exception? inner = null)
        : base($"{problem}\nFix: {fix}", inner)
    {
        Problem = problem;
        Fix = fix;
    }

    /// <summary>What was wrong, and what was expected instead.</summary>
    public string Problem { get; }

    /// <summary>What to do.</summary>
    public string Fix { get; }
}
