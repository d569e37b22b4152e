using Orleans.Concurrency;

namespace Orleans.Behaviour.Tests.Cancellation;

[Alias("behaviour.ICancellableGrain")]
public interface ICancellableGrain : IGrainWithStringKey
{
    [Alias("Wait"), AlwaysInterleave]
    Task<string> WaitAsync(string name, CancellationToken cancellation = default);
}
