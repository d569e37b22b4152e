using Orleans.Behaviour.Tests.Clusters;

namespace Orleans.Behaviour.Tests.Timers;

[Collection("one silo")]
public sealed class TimerTests(OneSilo silo)
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Ticks_do_not_interleave_with_calls_by_default()
    {
        await Grain("timer-1").StartAsync("timer-1", Often, interleave: false, keepAlive: false);
        await silo.Journal.Gate("timer-1 2");
        Assert.False(await Grain("timer-1").SawTickWhileHeldAsync("timer-1", Often));
        await Grain("timer-1").StopAsync();
    }

    [Fact]
    public async Task Interleaving_ticks_run_beside_calls()
    {
        await Grain("timer-2").StartAsync("timer-2", Often, interleave: true, keepAlive: false);
        Assert.True(await Grain("timer-2").SawTickWhileHeldAsync("timer-2", Often));
        await Grain("timer-2").StopAsync();
    }

    [Fact]
    public async Task Ticks_inherit_nothing_from_the_call_that_made_the_timer()
    {
        await Grain("timer-3").StartAsync("timer-3", Often, interleave: false, keepAlive: false);
        await silo.Journal.Gate("timer-3 1");
        await Grain("timer-3").StopAsync();
        Assert.Contains("tick timer-3 no context", silo.Journal.Entries);
    }

    [Fact]
    public async Task A_failed_tick_does_not_stop_the_timer()
    {
        await Grain("timer-4").StartFailingAsync("timer-4");
        await silo.Journal.Gate("timer-4 3");
        await Grain("timer-4").StopAsync();
    }

    [Fact]
    public async Task Ticks_never_overlap_each_other()
    {
        await Grain("timer-5").StartSlowAsync("timer-5");
        for (var tick = 1; tick <= 3; tick++)
        {
            silo.Journal.Open($"timer-5 {tick} may end");
            await silo.Journal.Gate($"timer-5 {tick} ended");
        }

        await Grain("timer-5").StopAsync();
        Assert.False(await Grain("timer-5").OverlappedAsync());
    }

    [Fact]
    public async Task A_timer_dies_with_its_activation()
    {
        await Grain("timer-6").StartAsync("timer-6", Often, interleave: false, keepAlive: false);
        await silo.Journal.Gate("timer-6 1");
        await Grain("timer-6").EndAsync();
        await silo.Journal.Gate("timer-6 deactivated");
        var ticks = Ticks("timer-6");
        await Grain("timer-6-beats").StartAsync("timer-6-beats", Often, interleave: false, keepAlive: false);
        await silo.Journal.Gate("timer-6-beats 4");
        await Grain("timer-6-beats").StopAsync();
        Assert.Equal(ticks, Ticks("timer-6"));
    }

    private ITimerGrain Grain(string key) => silo.Client.GetGrain<ITimerGrain>(key);

    private int Ticks(string name) => silo.Journal.Entries.Count(e => e.StartsWith($"tick {name} ", StringComparison.Ordinal));
}
