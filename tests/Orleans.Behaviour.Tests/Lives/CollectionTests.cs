using Orleans.Behaviour.Tests.Clusters;
using Orleans.Configuration;

namespace Orleans.Behaviour.Tests.Lives;

public sealed class CollectionTests
{
    [Fact]
    public async Task An_idle_activation_is_collected_and_one_with_a_keep_alive_timer_is_not()
    {
        await using var cluster = await Cluster.StartAsync(1, silo => silo.Configure<GrainCollectionOptions>(o =>
        {
            o.CollectionQuantum = TimeSpan.FromSeconds(1);
            o.CollectionAge = TimeSpan.FromSeconds(2);
        }));
        var busy = cluster.Client.GetGrain<Timers.ITimerGrain>("busy");
        var ticking = cluster.Client.GetGrain<Timers.ITimerGrain>("ticking");
        var idle = cluster.Client.GetGrain<ILifeGrain>("idle");
        await busy.StartAsync("busy", TimeSpan.FromMilliseconds(50), interleave: false, keepAlive: true);
        await ticking.StartAsync("ticking", TimeSpan.FromMilliseconds(50), interleave: false, keepAlive: false);
        var first = await idle.InstanceAsync();
        await cluster.Journal().Gate("idle ended");
        await cluster.Journal().Gate("ticking deactivated");
        Assert.NotEqual(first, await idle.InstanceAsync());
        Assert.False(cluster.Journal().IsOpen("busy deactivated"));
        Assert.Contains(cluster.Journal().Entries, e => e == $"deactivate idle {first} {DeactivationReasonCode.ActivationIdle}");
    }
}
