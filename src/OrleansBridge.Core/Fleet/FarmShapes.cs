using System.Text;
using OrleansBridge.Workers;

namespace OrleansBridge.Core.Fleet;

/// <summary>Sorts workers by what they can do. A farm has few shapes, however many workers.</summary>
internal sealed class FarmShapes
{
    private readonly Dictionary<string, SpotGroup[]> _shapes = new(StringComparer.Ordinal);

    /// <summary>Every browser type of every shape there is.</summary>
    public IEnumerable<SpotGroup> Groups => _shapes.Values.SelectMany(g => g);

    /// <summary>A worker's groups, in the order of its browsers.</summary>
    public IReadOnlyList<SpotGroup> Of(WorkerDescriptor worker)
    {
        var key = KeyOf(worker);
        if (!_shapes.TryGetValue(key, out var groups))
        {
            _shapes.Add(key, groups = [.. worker.Browsers.Select(b => new SpotGroup(worker, b))]);
        }

        return groups;
    }

    /// <summary>Forgets a shape that no worker has any more.</summary>
    public void Release(WorkerDescriptor worker, IReadOnlyList<SpotGroup> groups)
    {
        if (groups.All(g => g.Count == 0))
        {
            _shapes.Remove(KeyOf(worker));
        }
    }

    /// <summary>All that a filter or a score reads of a descriptor, but its name and its memory.</summary>
    private static string KeyOf(WorkerDescriptor worker)
    {
        var key = new StringBuilder().Append(worker.MaxBrowsers).Append('x').Append(worker.SlotsPerBrowser);
        foreach (var (model, browser) in worker.BrowserPreferences.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            key.Append('|').Append(model).Append('>').Append(browser);
        }

        foreach (var browser in worker.Browsers)
        {
            key.Append('\n').Append(browser.Browser).Append('!').Append(browser.Problem);
            foreach (var backend in browser.Backends)
            {
                key.Append(backend.Works ? '+' : '-').Append(backend.Backend);
            }
        }

        return key.ToString();
    }
}
