using Orleans.Behaviour.Tests.Clusters;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Orleans.Behaviour.Tests.Persistence;

public sealed class PersistenceTests : IAsyncLifetime
{
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await Cluster.StartAsync(1, silo => silo.AddMemoryGrainStorage("store"));

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task What_was_written_is_there_when_the_next_activation_begins()
    {
        var grain = _cluster.Client.GetGrain<IKeptGrain>("written");
        Assert.Null(await grain.SeenAtActivationAsync());
        await grain.WriteAsync("one");
        await grain.ChangeWithoutWritingAsync("two");
        await EndAsync(grain, "written");
        Assert.Equal("one", await grain.SeenAtActivationAsync());
    }

    [Fact]
    public async Task A_state_that_is_changed_and_not_written_is_as_storage_has_it_after_a_read()
    {
        var grain = _cluster.Client.GetGrain<IKeptGrain>("read");
        await grain.WriteAsync("one");
        await grain.ChangeWithoutWritingAsync("two");
        Assert.Equal("one", await grain.RereadAsync());
    }

    [Fact]
    public async Task A_cleared_state_starts_anew()
    {
        var grain = _cluster.Client.GetGrain<IKeptGrain>("cleared");
        await grain.WriteAsync("one");
        Assert.False(await grain.ClearAsync());
        await EndAsync(grain, "cleared");
        Assert.Null(await grain.SeenAtActivationAsync());
    }

    [Fact]
    public async Task A_write_that_does_not_know_the_last_one_is_refused_and_ends_its_activation()
    {
        var grain = _cluster.Client.GetGrain<IKeptGrain>("outdated");
        await grain.WriteAsync("one");
        await Assert.ThrowsAsync<InconsistentStateException>(() => grain.WriteOutdatedAsync("two"));
        await _cluster.Journal().Gate("outdated ended");
        Assert.Equal("one", await grain.SeenAtActivationAsync());
    }

    [Fact]
    public async Task A_grain_whose_storage_is_not_there_cannot_activate()
    {
        await using var bare = await Cluster.StartAsync(1);
        Assert.Contains("store", (await Assert.ThrowsAnyAsync<Exception>(() => bare.Client.GetGrain<IKeptGrain>("nowhere").SeenAtActivationAsync())).ToString(), StringComparison.Ordinal);
    }

    private async Task EndAsync(IKeptGrain grain, string name)
    {
        await grain.EndAsync();
        await _cluster.Journal().Gate($"{name} ended");
    }
}
