using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Grains;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Cluster.Tests.Faults;

[Collection(ClusterTests.Name)]
public sealed class InDoubtTests(DatabasesFixture databases) : IAsyncLifetime
{
    private readonly CommitFault _fault = new();
    private BridgeCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _cluster = await BridgeCluster.StartAsync(
            await databases.SourceAsync(), silos: 1, services => FaultyStorageFactory.Wrap(services, BridgeStorage.Name, _fault));
        await _cluster.RegisterAsync("w1");
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_submission_whose_commit_is_in_doubt_is_read_and_runs_once()
    {
        _fault.Arm("test");
        var done = await _cluster.RunAsync(new TestRequirements { TestId = "doubt", ModelId = "m" });
        Assert.True(_fault.Struck.IsCompleted);
        Assert.Equal(Outcome.Simulated, done.Result!.Outcome);
        await _cluster.ResultsAsync(1);
    }

    [Fact]
    public async Task An_assignment_whose_commit_is_in_doubt_loses_neither_test_nor_slot()
    {
        _fault.Arm("worker");
        var done = await _cluster.RunAsync(new TestRequirements { TestId = "doubt", ModelId = "m" });
        Assert.True(_fault.Struck.IsCompleted);
        Assert.Equal(Outcome.Simulated, done.Result!.Outcome);
        await _cluster.ResultsAsync(1);
        Assert.Equal(0, await _cluster.CountAsync("select sum(reserved) from bridge.workers"));
    }
}
