using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Postgres;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Cluster.Tests.Providers;

/// <summary>Reminders in PostgreSQL, by the statements of <c>sql/005_orleans.sql</c>.</summary>
[Collection(ClusterTests.Name)]
public sealed class ReminderTests(DatabasesFixture databases)
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_reminder_outlives_the_cluster_that_it_was_set_in_and_wakes_its_grain_in_the_next()
    {
        await using var database = await databases.SourceAsync();
        DateTime set;
        await using (var first = await StartAsync(database.ConnectionString, new Ticks()))
        {
            await first.Client.GetGrain<IClockGrain>("clock").SetAsync("wake", Period);
            set = DateTime.UtcNow;
            await first.KillSiloAsync(first.Silos[0]);
        }

        var ticks = new Ticks();
        await using var next = await StartAsync(database.ConnectionString, ticks);
        var tick = await ticks.FirstAsync("wake");
        Assert.Equal(Period, tick.Period);
        Assert.InRange(tick.FirstTickTime, set, set + Period + TimeSpan.FromSeconds(1));

        var grain = next.Client.GetGrain<IClockGrain>("clock");
        Assert.Equal(["wake"], await grain.NamesAsync());
        await grain.UnsetAsync("wake");
        Assert.Empty(await grain.NamesAsync());
    }

    [Fact]
    public async Task The_balancer_sets_its_backstop_once_for_all_clusters()
    {
        var database = await databases.SourceAsync();
        await using (var admin = BridgeDatabase.Create(database.ConnectionString))
        {
            await using (var first = await BridgeCluster.StartAsync(database))
            {
                await first.RegisterAsync("w1");
                await BackstopAsync(first);
            }

            await using var second = await BridgeCluster.StartAsync(BridgeDatabase.Create(admin.ConnectionString));
            await second.RegisterAsync("w1");
            await BackstopAsync(second);
            Assert.Equal(0, await second.CountAsync("select version from orleans.orleansreminderstable"));
        }
    }

    private static Task BackstopAsync(BridgeCluster cluster) => Eventually.HoldsAsync(async () =>
        await cluster.CountAsync("select count(*) from orleans.orleansreminderstable where remindername = 'backstop' and grainid = 'bridge.balancer/default' and period = 60000") == 1);

    private static async Task<InProcessTestCluster> StartAsync(string connectionString, Ticks ticks)
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ServiceId = "reminded";
        builder.ConfigureSilo((_, silo) =>
        {
            silo.UseAdoNetReminderService(o => (o.Invariant, o.ConnectionString) = (OrleansTables.Invariant, OrleansTables.ConnectionString(connectionString)));
            silo.Configure<ReminderOptions>(o => o.MinimumReminderPeriod = Period);
            silo.Services.AddSingleton(ticks);
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return cluster;
    }
}
