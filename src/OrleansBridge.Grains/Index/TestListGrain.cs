using Orleans.Concurrency;
using OrleansBridge.Testing;

namespace OrleansBridge.Grains.Index;

[GrainType("bridge.list"), StatelessWorker]
internal sealed class TestListGrain(ITestIndex index) : Grain, ITestListGrain
{
    public Task<TestPage> ListAsync(TestQuery query) => index.ListAsync(query, CancellationToken.None);
}
