namespace OrleansBridge.Postgres;

/// <summary>One breach of the promise, as the database shows it.</summary>
/// <param name="Subject">The test or worker.</param>
/// <param name="What">What is wrong with it.</param>
public sealed record AuditFinding(string Subject, string What)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Subject}: {What}";
}
