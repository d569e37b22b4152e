using System.Collections.Concurrent;

namespace OrleansBridge.Grains.Agents;

/// <summary>The workers this silo hosts, by id. Whoever tells others of them is woken when they change.</summary>
internal sealed class HostedWorkers : IDisposable
{
    private readonly ConcurrentDictionary<string, HostedWorker> _workers = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _changed = new(0);

    public IReadOnlyList<HostedWorker> All => [.. _workers.Values.OrderBy(w => w.Descriptor.WorkerId, StringComparer.Ordinal)];

    public HostedWorker? Find(string workerId) => _workers.GetValueOrDefault(workerId);

    public void Set(HostedWorker worker)
    {
        Find(worker.Descriptor.WorkerId)?.WarmUp.Close();
        _workers[worker.Descriptor.WorkerId] = worker;
        _changed.Release();
    }

    /// <summary>Marks a worker as draining.</summary>
    /// <returns>It, or null where there is none or it drains already.</returns>
    public HostedWorker? Drain(string workerId)
    {
        if (Find(workerId) is not { Draining: false } worker)
        {
            return null;
        }

        worker.Draining = true;
        worker.WarmUp.Close();
        _changed.Release();
        return worker;
    }

    public void Remove(string workerId)
    {
        if (_workers.TryRemove(workerId, out var worker))
        {
            worker.WarmUp.Close();
        }

        _changed.Release();
    }

    /// <summary>Waits for a change, and no longer than that.</summary>
    public Task ChangedAsync(TimeSpan longest, CancellationToken cancellation) => _changed.WaitAsync(longest, cancellation);

    public void Dispose() => _changed.Dispose();
}
