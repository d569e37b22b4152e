using System.Collections.Concurrent;

namespace OrleansBridge.Cli.Chaos.Loading;

/// <summary>The tests the bridge said are committed, and when it said so.</summary>
internal sealed class Acknowledged
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _tests = new(StringComparer.Ordinal);

    internal IReadOnlyCollection<string> Ids => [.. _tests.Keys];

    internal int Count => _tests.Count;

    internal void Note(string testId) => _tests.TryAdd(testId, DateTimeOffset.UtcNow);
}
