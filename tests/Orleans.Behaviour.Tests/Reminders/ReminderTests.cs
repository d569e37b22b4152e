using Orleans.Behaviour.Tests.Clusters;

namespace Orleans.Behaviour.Tests.Reminders;

public sealed class ReminderTests
{
    [Fact]
    public async Task A_reminder_wakes_its_grain_again_and_again_until_it_is_unregistered()
    {
        await using var cluster = await Cluster.StartAsync(1, silo =>
            silo.UseInMemoryReminderService().Configure<ReminderOptions>(o => o.MinimumReminderPeriod = TimeSpan.FromMilliseconds(100)));
        var grain = cluster.Client.GetGrain<IRemindedGrain>("reminded");
        await grain.RegisterAsync("remind", TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200));
        await cluster.Journal().Gate("remind 1");
        await grain.EndAsync();
        await cluster.Journal().Gate("reminded ended");
        await cluster.Journal().Gate("remind 3");
        Assert.Equal(["remind"], await grain.NamesAsync());
        Assert.True(await grain.UnregisterAsync("remind"));
        Assert.False(await grain.UnregisterAsync("remind"));
        Assert.Empty(await grain.NamesAsync());
    }

    [Fact]
    public async Task A_reminder_faster_than_the_minimum_is_refused()
    {
        await using var cluster = await Cluster.StartAsync(1, silo => silo.UseInMemoryReminderService());
        var failure = await Assert.ThrowsAsync<ArgumentException>(() =>
            cluster.Client.GetGrain<IRemindedGrain>("hasty").RegisterAsync("hasty", TimeSpan.Zero, TimeSpan.FromSeconds(59)));
        Assert.Contains("less than minimum allowed reminder period", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reminders_need_a_service()
    {
        await using var cluster = await Cluster.StartAsync(1);
        await Assert.ThrowsAnyAsync<Exception>(() =>
            cluster.Client.GetGrain<IRemindedGrain>("none").RegisterAsync("none", TimeSpan.Zero, TimeSpan.FromMinutes(2)));
    }
}
