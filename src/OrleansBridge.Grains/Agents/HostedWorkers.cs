using System.Collections.Concurrent;

namespace OrleansBridge.Grains.Agents;

/// <summary>The workers this silo hosts, by id.</summary>
internal sealed class HostedWorkers
{
    private readonly ConcurrentDictionary<string, HostedWorker> _workers = new(StringComparer.Ordinal);

    public IReadOnlyList<HostedWorker> All => [.. _workers.Values.OrderBy(w => w.Descriptor.WorkerId, StringComparer.Ordinal)];

    public HostedWorker? Find(string workerId) => _workers.GetValueOrDefault(workerId);

    public void Set(HostedWorker worker) => _workers[worker.Descriptor.WorkerId] = worker;

    public void Remove(string workerId) => _workers.TryRemove(workerId, out _);
}
