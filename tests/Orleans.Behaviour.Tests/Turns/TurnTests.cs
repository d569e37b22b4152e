using Orleans.Behaviour.Tests.Clusters;

namespace Orleans.Behaviour.Tests.Turns;

[Collection("one silo")]
public sealed class TurnTests(OneSilo silo)
{
    [Fact]
    public async Task A_call_waits_for_the_one_before()
    {
        var (first, second) = (Grain("t1").SlowAsync("t1-a"), Grain("t1").SlowAsync("t1-b"));
        await silo.Journal.Written("begin t1-");
        Assert.Single(Begun("t1-"));
        silo.Journal.Open("t1-a");
        silo.Journal.Open("t1-b");
        await Task.WhenAll(first, second);
        Assert.Equal(["begin", "end", "begin", "end"], Entries("t1-").Select(e => e.Split(' ')[0]));
    }

    [Fact]
    public async Task An_always_interleaving_call_does_not_wait()
    {
        var slow = Grain("t2").SlowAsync("t2-slow");
        await silo.Journal.Written("begin t2-slow");
        silo.Journal.Open("t2-quick");
        await Grain("t2").InterleavingAsync("t2-quick");
        Assert.False(slow.IsCompleted);
        silo.Journal.Open("t2-slow");
        await slow;
    }

    [Fact]
    public async Task Read_only_calls_interleave_with_each_other_and_other_calls_wait()
    {
        var reads = new[] { Grain("t3").ReadAsync("t3-read-a"), Grain("t3").ReadAsync("t3-read-b") };
        await silo.Journal.Written("begin t3-read", 2);
        var write = Grain("t3").SlowAsync("t3-write");

        // Calls of one client arrive in its order: with the answer to a later one, the write is there, and waits.
        silo.Journal.Open("t3-barrier");
        await Grain("t3").InterleavingAsync("t3-barrier");
        Assert.Empty(Begun("t3-write"));
        silo.Journal.Open("t3-read-a");
        silo.Journal.Open("t3-read-b");
        silo.Journal.Open("t3-write");
        await Task.WhenAll([.. reads, write]);
    }

    [Fact]
    public async Task Turns_never_overlap()
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Grain("t4").CountAsync()));
        Assert.Equal(200, counts.Max());
    }

    [Fact]
    public async Task A_call_that_comes_back_times_out()
    {
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => Grain("t5").ChainAsync(["t5-other", "t5"]));
        Assert.StartsWith($"Response did not arrive on time in {Cluster.ResponseTimeout} for message: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_may_come_back_where_reentrancy_was_asked_for()
    {
        Assert.Equal("end of chain", await Grain("t6").OpenChainAsync(["t6-other", "t6"]));
        Assert.Equal("done", await silo.Client.GetGrain<IReentrantTurnGrain>("t6").CallMyselfAsync(3));
    }

    [Fact]
    public async Task A_method_may_have_its_own_time_out()
    {
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => Grain("t7").QuickAsync("t7-never"));
        Assert.Contains("00:00:00.3", failure.Message, StringComparison.Ordinal);
        silo.Journal.Open("t7-never");
    }

    [Fact]
    public async Task Continuations_stay_on_the_activation_and_Task_Run_leaves_it() => Assert.True(await Grain("t8").StaysOnItsSchedulerAsync());

    [Fact]
    public async Task A_one_way_call_returns_at_once_and_hides_its_failure()
    {
        await Grain("t9").OneWayAsync("t9");
        Assert.Empty(Entries("t9"));
        silo.Journal.Open("t9");
        await silo.Journal.Gate("t9 done");
        Assert.Single(Entries("t9"));
    }

    private ITurnGrain Grain(string key) => silo.Client.GetGrain<ITurnGrain>(key);

    private string[] Entries(string prefix) => [.. silo.Journal.Entries.Where(e => e.Contains(prefix, StringComparison.Ordinal))];

    private string[] Begun(string prefix) => [.. Entries(prefix).Where(e => e.StartsWith("begin", StringComparison.Ordinal))];
}
