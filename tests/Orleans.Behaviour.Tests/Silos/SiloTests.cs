using Microsoft.Extensions.DependencyInjection;
using Orleans.Behaviour.Tests.Clusters;
using Orleans.Behaviour.Tests.Lives;
using Orleans.TestingHost;

namespace Orleans.Behaviour.Tests.Silos;

public sealed class SiloTests
{
    private static readonly string[] Keys = [.. Enumerable.Range(0, 40).Select(n => $"silo-{n}")];

    [Fact]
    public async Task Each_grain_has_one_activation_over_all_silos()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var askers = cluster.Silos.Select(s => s.ServiceProvider.GetRequiredService<IGrainFactory>()).Append(cluster.Client).ToArray();
        foreach (var key in Keys)
        {
            var instances = await Task.WhenAll(askers.Select(f => f.GetGrain<ILifeGrain>(key).InstanceAsync()));
            Assert.Single(instances.Distinct());
        }

        var silos = await Task.WhenAll(Keys.Select(k => cluster.Client.GetGrain<ILifeGrain>(k).SiloAsync()));
        Assert.Equal(cluster.Silos.Select(s => s.SiloAddress.ToParsableString()).Order(), silos.Distinct().Order());
    }

    [Fact]
    public async Task A_stopped_silo_ends_its_grains_in_good_order_and_they_come_back_elsewhere()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var leaving = cluster.Silos[1];
        var journal = leaving.ServiceProvider.GetRequiredService<Journal>();
        var there = await OnAsync(cluster, leaving);
        await cluster.StopSiloAsync(leaving);
        Assert.Equal(
            there.Order(),
            journal.Entries.Where(e => e.StartsWith("deactivate ", StringComparison.Ordinal)).Select(e => e.Split(' ')[1]).Order());
        Assert.All(
            await Task.WhenAll(Keys.Select(k => cluster.Client.GetGrain<ILifeGrain>(k).SiloAsync())),
            s => Assert.Equal(cluster.Silos[0].SiloAddress.ToParsableString(), s));
    }

    [Fact]
    public async Task A_killed_silo_fails_calls_under_way_and_its_grains_come_back_elsewhere()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var dying = cluster.Silos[1];
        var journal = dying.ServiceProvider.GetRequiredService<Journal>();
        var there = await OnAsync(cluster, dying);
        var call = cluster.Client.GetGrain<ILifeGrain>(there[0]).WaitAsync("never");
        await journal.Gate("never waits");
        await cluster.KillSiloAsync(dying);

        // Which of the two depends on who notices first; either way whether the call ran is unknown.
        Assert.True(await Assert.ThrowsAnyAsync<Exception>(() => call) is SiloUnavailableException or TimeoutException);
        await cluster.WaitForLivenessToStabilizeAsync(didKill: true);
        foreach (var key in there)
        {
            Assert.Equal(cluster.Silos[0].SiloAddress.ToParsableString(), await cluster.Client.GetGrain<ILifeGrain>(key).SiloAsync());
        }
    }

    [Fact]
    public async Task A_new_silo_takes_part()
    {
        await using var cluster = await Cluster.StartAsync(1);
        var added = await cluster.StartAdditionalSiloAsync();
        await cluster.WaitForLivenessToStabilizeAsync();
        Assert.NotEmpty(await OnAsync(cluster, added));
        Assert.Equal(2, cluster.Silos.Count);
    }

    [Fact]
    public async Task References_outlive_the_silo_that_made_them()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var leaving = cluster.Silos[1];
        var here = await OnAsync(cluster, cluster.Silos[0]);
        var there = await OnAsync(cluster, leaving);
        Assert.Equal(leaving.SiloAddress.ToParsableString(), await cluster.Client.GetGrain<ILifeGrain>(here[0]).AskAsync(there[0]));
        var reference = await cluster.Client.GetGrain<Copies.ICopyGrain>("reference").SelfAsync();
        await cluster.StopSiloAsync(leaving);
        Assert.Empty(await reference.KeptAsync());
    }

    /// <summary>The grains that live on a silo.</summary>
    private static async Task<List<string>> OnAsync(InProcessTestCluster cluster, InProcessSiloHandle silo)
    {
        var found = new List<string>();
        foreach (var key in Keys)
        {
            if (await cluster.Client.GetGrain<ILifeGrain>(key).SiloAsync() == silo.SiloAddress.ToParsableString())
            {
                found.Add(key);
            }
        }

        Assert.NotEmpty(found);
        return found;
    }
}
