using Orleans.Behaviour.Tests.Clusters;

namespace Orleans.Behaviour.Tests.Cancellation;

[GrainType("behaviour.cancellable")]
public sealed class CancellableGrain(Journal journal) : Grain, ICancellableGrain
{
    public async Task<string> WaitAsync(string name, CancellationToken cancellation = default)
    {
        journal.Open($"{name} began");
        try
        {
            await journal.Gate(name).WaitAsync(cancellation);
            return "came";
        }
        finally
        {
            journal.Open(cancellation.IsCancellationRequested ? $"{name} cancelled" : $"{name} ended");
        }
    }
}
