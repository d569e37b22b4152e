using Microsoft.Extensions.DependencyInjection;
using Orleans.Behaviour.Tests.Clusters;
using Orleans.Behaviour.Tests.Turns;
using Orleans.Embedded;

namespace Orleans.Behaviour.Tests.Embedded;

/// <summary>What Orleans may do and seldom does, the embedded runtime does by its seed.</summary>
public sealed class HarshTests
{
    [Fact]
    public async Task Waiting_calls_arrive_in_an_order_drawn_by_seed()
    {
        Assert.NotEqual(await UsualOrderAsync(seed: 1, window: 4), await UsualOrderAsync(seed: 2, window: 4));
        Assert.Equal("0123456789", await UsualOrderAsync(seed: 1, window: 1));
    }

    [Fact]
    public async Task One_way_calls_get_lost_when_asked_for()
    {
        await using var cluster = await Cluster.StartAsync(1, silo => silo.Services.Configure<EmbeddedOptions>(o => o.LostOneWayCalls = 1));
        var grain = cluster.Client.GetGrain<ITurnGrain>("lossy");
        cluster.Journal().Open("lost");
        await grain.OneWayAsync("lost");
        Assert.True(await grain.StaysOnItsSchedulerAsync());
        Assert.False(cluster.Journal().IsOpen("lost done"));
    }

    /// <summary>
    /// The order that a seed gives twice. A call that reaches the queue after the gate opened changes what there is to draw
    /// from, so single orders differ; without the seed two of ten equal ones would be a matter of one in a thousand.
    /// </summary>
    private static async Task<string> UsualOrderAsync(int seed, int window)
    {
        var seen = new HashSet<string>();
        for (var tries = 0; tries < 10; tries++)
        {
            if (await OrderAsync(seed, window) is var order && !seen.Add(order))
            {
                return order;
            }
        }

        throw new InvalidOperationException($"seed {seed} gave ten different orders: {string.Join(", ", seen)}");
    }

    private static async Task<string> OrderAsync(int seed, int window)
    {
        await using var cluster = await Cluster.StartAsync(1, silo => silo.Services.Configure<EmbeddedOptions>(o => (o.Seed, o.ShuffleWindow) = (seed, window)));
        var journal = cluster.Journal();
        var grain = cluster.Client.GetGrain<ITurnGrain>("queue");
        var first = grain.SlowAsync("first");
        await journal.Written("begin first");
        for (var n = 0; n < 10; n++)
        {
            journal.Open($"{n}");
        }

        var calls = Enumerable.Range(0, 10).Select(n => grain.SlowAsync($"{n}")).ToArray();
        journal.Open("first");
        await Task.WhenAll([first, .. calls]);
        return string.Concat(journal.Entries.Where(e => e.StartsWith("begin ", StringComparison.Ordinal)).Skip(1).Select(e => e[6..]));
    }
}
