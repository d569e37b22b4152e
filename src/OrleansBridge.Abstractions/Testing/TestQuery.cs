namespace OrleansBridge.Testing;

/// <summary>Which tests to list. Ordered by submission, newest last; committed states only.</summary>
[GenerateSerializer, Immutable, Alias("bridge.TestQuery")]
public sealed record TestQuery
{
    /// <summary>Only this status (<see cref="TestStatus.Running"/> counts as assigned). Null: all.</summary>
    [Id(0)] public TestStatus? Status { get; init; }

    /// <summary>Only test ids that start so. Null: all.</summary>
    [Id(1)] public string? Prefix { get; init; }

    /// <summary>Only tests that carry all of these labels.</summary>
    [Id(2)] public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>At most this many. Default 100, at most 10,000.</summary>
    [Id(3)] public int Limit { get; init; } = 100;

    /// <summary>Where the page before ended (<see cref="TestPage.Cursor"/>). Null: from the start.</summary>
    [Id(4)] public string? Cursor { get; init; }
}
