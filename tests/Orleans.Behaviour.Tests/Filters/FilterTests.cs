using Microsoft.Extensions.DependencyInjection;
using Orleans.Behaviour.Tests.Clusters;
using Orleans.Behaviour.Tests.Turns;

namespace Orleans.Behaviour.Tests.Filters;

public sealed class FilterTests
{
    [Fact]
    public async Task A_filter_sees_calls_before_their_grain_and_may_keep_or_fail_them()
    {
        await using var cluster = await Cluster.StartAsync(1, silo => silo.Services.AddSingleton<IIncomingGrainCallFilter, Gatekeeper>());
        var grain = cluster.Client.GetGrain<ITurnGrain>("filtered");

        Assert.Equal("end of chain", await grain.ChainAsync([]));
        await Assert.ThrowsAsync<TimeoutException>(() => grain.StaysOnItsSchedulerAsync());

        cluster.Journal().Open("kept");
        await grain.SlowAsync("kept");
        Assert.DoesNotContain("begin kept", cluster.Journal().Entries);
        Assert.Contains("kept by behaviour.turn/filtered", cluster.Journal().Entries);
    }

    [Fact]
    public async Task A_filter_that_neither_calls_nor_answers_is_broken()
    {
        await using var cluster = await Cluster.StartAsync(1, silo => silo.Services.AddSingleton<IIncomingGrainCallFilter, Gatekeeper>());
        await Assert.ThrowsAsync<InvalidOperationException>(() => cluster.Client.GetGrain<ITurnGrain>("filtered").ReadAsync("any"));
    }

    private sealed class Gatekeeper(Journal journal) : IIncomingGrainCallFilter
    {
        public Task Invoke(IIncomingGrainCallContext context)
        {
            switch (context.InterfaceMethod?.Name)
            {
                case nameof(ITurnGrain.SlowAsync) when context.Grain is TurnGrain:
                    journal.Write($"kept by {context.TargetId}");
                    context.Result = null;
                    return Task.CompletedTask;
                case nameof(ITurnGrain.ReadAsync):
                    return Task.CompletedTask;
                case nameof(ITurnGrain.StaysOnItsSchedulerAsync):
                    throw new TimeoutException("the filter says so");
                default:
                    return context.Invoke();
            }
        }
    }
}
