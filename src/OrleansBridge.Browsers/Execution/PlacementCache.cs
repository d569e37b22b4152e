using System.Collections.Concurrent;

namespace OrleansBridge.Browsers.Execution;

/// <summary>Where a model's nodes ran on a browser's backend, once read: reading takes a session of its own.</summary>
internal sealed class PlacementCache
{
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<(string Browser, string Model, string Backend), IReadOnlyDictionary<string, int>> _seen = new();

    public IReadOnlyDictionary<string, int>? Find(string browserVersion, string model, string backend) =>
        _seen.GetValueOrDefault((browserVersion, model, backend));

    public void Add(string browserVersion, string model, string backend, IReadOnlyDictionary<string, int> nodes)
    {
        if (_seen.Count >= Most)
        {
            _seen.Clear();
        }

        _seen[(browserVersion, model, backend)] = nodes;
    }
}
