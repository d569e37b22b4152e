using OrleansBridge.Browsers.Pooling;
using OrleansBridge.Execution;
using OrleansBridge.Results;

namespace OrleansBridge.Browsers.Probing;

/// <summary>The browsers that the probe started and that no worker has yet. They are as good as new: the first workers get them.</summary>
internal sealed class ProbedInstances
{
    private readonly Lock _gate = new();
    private readonly List<BrowserInstance> _instances = [];

    public void Add(BrowserInstance instance)
    {
        lock (_gate)
        {
            _instances.Add(instance);
        }
    }

    /// <summary>Gives a worker those it may have, as long as it has room.</summary>
    public void GiveTo(WorkerBrowsers browsers)
    {
        lock (_gate)
        {
            foreach (var instance in _instances.Where(i => browsers.Capacity.BrowserTypes?.Contains(i.Type.Name) != false).ToList())
            {
                if (browsers.Instances.Count < browsers.Capacity.MaxBrowsers)
                {
                    _instances.Remove(instance);
                    browsers.Adopt(instance);
                }
            }
        }
    }

    /// <summary>Gives memory back.</summary>
    public void Relieve(MemoryRelief relief)
    {
        if (relief >= MemoryRelief.Recycle)
        {
            _ = CloseAsync("memory is short");
        }
        else if (relief >= MemoryRelief.CloseIdlePages)
        {
            lock (_gate)
            {
                _instances.ForEach(i => i.Pages.CloseIdle());
            }
        }
    }

    public async Task CloseAsync(string why)
    {
        BrowserInstance[] instances;
        lock (_gate)
        {
            instances = [.. _instances];
            _instances.Clear();
        }

        await Task.WhenAll(instances.Select(i => i.CloseAsync(FailureKind.Connection, why)));
    }
}
