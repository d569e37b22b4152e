using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Agents;

/// <summary>A logical worker on this silo.</summary>
internal sealed class HostedWorker(WorkerRequest request, WorkerDescriptor descriptor, long generation)
{
    public WorkerRequest Request { get; } = request;
    public WorkerDescriptor Descriptor { get; } = descriptor;
    public long Generation { get; } = generation;
    public bool Draining { get; set; }
    public WarmUpPlace WarmUp { get; } = new();
}
