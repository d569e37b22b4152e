using System.Globalization;

namespace OrleansBridge.Browsers.Pooling;

/// <summary>A worker's instances, each under a number that the next one gets when it has gone. Not thread-safe.</summary>
internal sealed class InstanceRoster(string worker)
{
    private readonly List<BrowserInstance> _instances = [];
    private readonly HashSet<int> _numbers = [];

    public int Count => _instances.Count;

    public IReadOnlyList<BrowserInstance> All => [.. _instances];

    /// <summary>Those that a run could have.</summary>
    public IReadOnlyList<BrowserInstance> Idle => [.. _instances.Where(i => i is { Busy: false, Retired: null })];

    public BrowserInstance? Find(string id) => _instances.Find(i => i.Id == id);

    public void Add(BrowserInstance instance)
    {
        int number = Enumerable.Range(0, int.MaxValue).First(_numbers.Add);
        instance.Number = number;
        instance.Worker = worker;
        instance.Id = string.Create(CultureInfo.InvariantCulture, $"{worker}/{instance.Type.Name}/{number}");
        _instances.Add(instance);
    }

    public void Drop(BrowserInstance instance)
    {
        if (_instances.Remove(instance))
        {
            _numbers.Remove(instance.Number);
        }
    }

    public void Clear() => _instances.Clear();
}
