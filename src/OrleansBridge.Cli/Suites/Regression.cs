namespace OrleansBridge.Cli.Suites;

/// <summary>A test that passed in the baseline and does not now.</summary>
internal sealed record Regression(string ModelId, string Browser, string Backend, string Was, string Now, string? Reason);
