using Orleans.Behaviour.Tests.Clusters;

namespace Orleans.Behaviour.Tests.Lives;

[Collection("one silo")]
public sealed class LifeTests(OneSilo silo)
{
    [Fact]
    public async Task A_grain_keeps_its_activation()
    {
        var instances = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Grain("life-1").InstanceAsync()));
        Assert.Single(instances.Distinct());
    }

    [Fact]
    public async Task A_grain_that_ends_is_disposed_and_comes_back_as_another()
    {
        var old = await Grain("life-2").EndAsync();
        await silo.Journal.Gate("life-2 ended");
        await silo.Journal.Gate("life-2 disposed");
        Assert.NotEqual(old, await Grain("life-2").InstanceAsync());
        Assert.Contains(Entries("life-2"), e => e == $"deactivate life-2 {old} {DeactivationReasonCode.ApplicationRequested}");
    }

    [Fact]
    public async Task A_grain_ends_after_its_call_and_calls_that_waited_go_to_the_next_activation()
    {
        var old = await Grain("life-3").InstanceAsync();
        var slow = Grain("life-3").EndSlowlyAsync("life-3 gate");
        var waiting = Grain("life-3").InstanceAsync();
        silo.Journal.Open("life-3 gate");
        await slow;
        var answered = await waiting;
        var next = await Grain("life-3").InstanceAsync();
        Assert.NotEqual(old, next);
        Assert.True(answered == old || answered == next);
        Assert.Equal(["activate", "end", "deactivate", "activate"], Entries("life-3").Select(e => e.Split(' ')[0]));
    }

    [Fact]
    public async Task A_failure_to_activate_reaches_every_caller_and_the_next_call_tries_again()
    {
        var calls = Enumerable.Range(0, 3).Select(_ => Grain("broken-1").InstanceAsync()).ToArray();
        foreach (var call in calls)
        {
            Assert.Equal("cannot live", (await Assert.ThrowsAsync<InvalidOperationException>(() => call)).Message);
        }

        silo.Journal.Open("mended");
        await Grain("broken-1").InstanceAsync();
        Assert.DoesNotContain(Entries("broken-1"), e => e.StartsWith("deactivate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_grain_that_cannot_be_built_fails_its_callers()
    {
        var grain = silo.Client.GetGrain<IBrittleGrain>("unbuildable", typeof(UnbuildableGrain).FullName);
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => grain.DoAsync());
        Assert.StartsWith($"Failed to create an instance of grain type '{typeof(UnbuildableGrain)}'", failure.Message, StringComparison.Ordinal);
        Assert.Equal("nobody built it", Assert.IsType<NotImplementedException>(failure.InnerException).Message);
    }

    [Fact]
    public async Task A_grain_that_ends_while_it_starts_is_tried_a_few_times()
    {
        var grain = silo.Client.GetGrain<IBrittleGrain>("fleeting", typeof(FleetingGrain).FullName);
        var failure = await Assert.ThrowsAsync<OrleansMessageRejectionException>(() => grain.DoAsync());
        Assert.Contains("Forwarding failed: tried to forward message", failure.Message, StringComparison.Ordinal);
        Assert.Equal((3, 0), (silo.Journal.Entries.Count(e => e == "fleeting starts"), silo.Journal.Entries.Count(e => e == "fleeting ends")));
    }

    [Fact]
    public void An_interface_without_a_grain_has_no_references()
    {
        var failure = Assert.Throws<ArgumentException>(() => silo.Client.GetGrain<INobodysGrain>("nobody"));
        Assert.StartsWith("Could not find an implementation for interface ", failure.Message, StringComparison.Ordinal);
    }

    private ILifeGrain Grain(string key) => silo.Client.GetGrain<ILifeGrain>(key);

    private string[] Entries(string key) => [.. silo.Journal.Entries.Where(e => e.Split(' ').Contains(key))];
}
