using OrleansBridge.Cli.Chaos.Mischief;
using OrleansBridge.Grains;

namespace OrleansBridge.Cli.Tests.Chaos;

public sealed class LostCallTests
{
    [Theory]
    [InlineData(nameof(LostCalls.OneWay), typeof(IBalancerGrain), nameof(IBalancerGrain.QueuedAsync), true)]
    [InlineData(nameof(LostCalls.OneWay), typeof(ITestGrain), nameof(ITestGrain.StartedAsync), true)]
    [InlineData(nameof(LostCalls.OneWay), typeof(IBalancerGrain), nameof(IBalancerGrain.OfferAsync), false)]
    [InlineData(nameof(LostCalls.OneWay), typeof(ITestGrain), nameof(ITestGrain.CompleteAsync), false)]
    [InlineData(nameof(LostCalls.Reports), typeof(ITestGrain), nameof(ITestGrain.CompleteAsync), true)]
    [InlineData(nameof(LostCalls.Answers), typeof(ITestGrain), nameof(ITestGrain.CompleteAsync), true)]
    [InlineData(nameof(LostCalls.Answers), typeof(ITestGrain), nameof(ITestGrain.SubmitAsync), false)]
    public void Only_calls_of_the_ordered_kind_are_lost(string lost, Type grain, string method, bool expected) =>
        Assert.Equal(expected, LostCall.Is(Enum.Parse<LostCalls>(lost), grain.GetMethod(method)));
}
