using Orleans.Behaviour.Tests.Clusters;

namespace Orleans.Behaviour.Tests.Cancellation;

[Collection("one silo")]
public sealed class CancellationTests(OneSilo silo)
{
    private ICancellableGrain Grain => silo.Client.GetGrain<ICancellableGrain>("cancellable");

    [Fact]
    public async Task A_cancelled_token_reaches_the_grain_and_ends_the_call()
    {
        using var source = new CancellationTokenSource();
        var call = Grain.WaitAsync("c1", source.Token);
        await silo.Journal.Gate("c1 began");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await silo.Journal.Gate("c1 cancelled");
    }

    [Fact]
    public async Task A_token_cancelled_before_the_call_keeps_it_from_being_sent() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Grain.WaitAsync("c2", new CancellationToken(canceled: true)));

    [Fact]
    public async Task A_call_without_cancellation_ends_as_usual()
    {
        using var source = new CancellationTokenSource();
        silo.Journal.Open("c3");
        Assert.Equal("came", await Grain.WaitAsync("c3", source.Token));
        Assert.Equal("came", await Grain.WaitAsync("c3"));
    }
}
