using OrleansBridge.Grains.Agents;

namespace OrleansBridge.Grains.Tests.Agents;

/// <summary>Alone: the pool is the process's, and other tests keep it busy.</summary>
[CollectionDefinition(nameof(ThreadPoolDelayTests), DisableParallelization = true)]
[Collection(nameof(ThreadPoolDelayTests))]
public sealed class ThreadPoolDelayTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void A_starved_thread_pool_shows_in_its_delay()
    {
        using var delay = new ThreadPoolDelay();
        using var release = new ManualResetEventSlim();
        using var left = new CountdownEvent(256);
        for (var i = 0; i < left.InitialCount; i++)
        {
            ThreadPool.QueueUserWorkItem(_ =>
            {
                release.Wait();
                left.Signal();
            });
        }

        var noticed = SpinWait.SpinUntil(() => delay.Current > TimeSpan.FromMilliseconds(300), Patience);
        release.Set();
        left.Wait();
        Assert.True(noticed);
        Assert.True(SpinWait.SpinUntil(() => delay.Current < TimeSpan.FromMilliseconds(300), Patience));
    }
}
