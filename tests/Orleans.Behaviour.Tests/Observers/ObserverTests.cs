using Microsoft.Extensions.DependencyInjection;
using Orleans.Behaviour.Tests.Clusters;

namespace Orleans.Behaviour.Tests.Observers;

[Collection("one silo")]
public sealed class ObserverTests(OneSilo silo)
{
    [Fact]
    public async Task A_grain_calls_an_object_of_a_client_and_gets_its_answer()
    {
        var watcher = new Watcher(silo.Journal);
        await WatchAsync("watched-1", silo.Client, watcher);
        Assert.Equal("heard news, 1", await Grain("watched-1").TellAsync("news"));
        Assert.Equal("bad news", (await Assert.ThrowsAsync<InvalidOperationException>(() => Grain("watched-1").TellAsync("fail"))).Message);
        await Grain("watched-1").HintAsync("watched-1 hint");
        await silo.Journal.Gate("watched-1 hint");
        GC.KeepAlive(watcher);
    }

    [Fact]
    public async Task A_grain_calls_an_object_of_a_silo()
    {
        var watcher = new Watcher(silo.Journal);
        await WatchAsync("watched-2", silo.Cluster.GetSiloServiceProvider().GetRequiredService<IGrainFactory>(), watcher);
        Assert.Equal("heard news, 1", await Grain("watched-2").TellAsync("news"));
        GC.KeepAlive(watcher);
    }

    [Fact]
    public async Task An_observer_hears_one_call_at_a_time()
    {
        var (watcher, other) = (new Watcher(silo.Journal), new Watcher(silo.Journal));
        var reference = await WatchAsync("watched-3-a", silo.Client, watcher);
        await Grain("watched-3-b").WatchAsync(reference);
        await WatchAsync("watched-3-c", silo.Client, other);
        var calls = new[] { Grain("watched-3-a").TellAsync("wait-3-a"), Grain("watched-3-b").TellAsync("wait-3-b") };
        await silo.Journal.Written("told wait-3");

        // What is sent to the same client later comes later: by now both calls are there.
        await Grain("watched-3-c").TellAsync("later");
        Assert.Single(silo.Journal.Entries, e => e.StartsWith("told wait-3", StringComparison.Ordinal));
        silo.Journal.Open("wait-3-a");
        silo.Journal.Open("wait-3-b");
        await Task.WhenAll(calls);
        GC.KeepAlive(watcher);
        GC.KeepAlive(other);
    }

    [Fact]
    public async Task A_deleted_observer_answers_no_more()
    {
        var watcher = new Watcher(silo.Journal);
        var reference = await WatchAsync("watched-4", silo.Client, watcher);
        silo.Client.DeleteObjectReference<IWatcher>(reference);
        await Assert.ThrowsAsync<TimeoutException>(() => Grain("watched-4").TellAsync("news"));
        GC.KeepAlive(watcher);
    }

    [Fact]
    public async Task An_object_without_a_reference_cannot_be_passed() =>
        await Assert.ThrowsAsync<NotSupportedException>(async () => await Grain("watched-5").WatchAsync(new Watcher(silo.Journal)));

    private static async Task<IWatcher> WatchAsync(string key, IGrainFactory owner, Watcher watcher)
    {
        var reference = owner.CreateObjectReference<IWatcher>(watcher);
        await owner.GetGrain<IWatchedGrain>(key).WatchAsync(reference);
        return reference;
    }

    private IWatchedGrain Grain(string key) => silo.Client.GetGrain<IWatchedGrain>(key);
}
