using Microsoft.Extensions.DependencyInjection;
using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Cluster.Tests.Lifecycle;

[Collection(ClusterTests.Name)]
public sealed class WrongClockTests(DatabasesFixture databases)
{
    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public async Task A_clock_that_is_set_takes_no_run_from_a_worker_that_is_heard(int seconds)
    {
        var (clock, engine) = (new SetClock(), new HeldEngine());
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), services: s => s.AddSingleton<TimeProvider>(clock), engine: _ => engine);
        await cluster.RegisterAsync("w1");
        await cluster.Bridge.SubmitTestAsync(new TestRequirements { TestId = "run/1", ModelId = "m" });
        await engine.CameAsync("run/1");

        // Leases are looked at each second, and heard anew each two: of some settings one falls between.
        for (var set = 1; set <= 4; set++)
        {
            clock.Off = TimeSpan.FromSeconds(seconds * set);
            var before = await HeardAsync(cluster);
            await Eventually.HoldsAsync(async () => await HeardAsync(cluster) != before);
        }

        engine.Finish("run/1");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var done = await cluster.Bridge.WaitForTestAsync("run/1", limit.Token);
        Assert.Equal(1, done.Result!.Epoch);
        Assert.Empty(engine.Stopped);
    }

    private static async Task<DateTimeOffset?> HeardAsync(BridgeCluster cluster) => (await cluster.Bridge.GetWorkersAsync()).Single(w => w.Descriptor.WorkerId == "w1").LastHeartbeat;

    /// <summary>Somebody sets the clock; seconds stay seconds.</summary>
    private sealed class SetClock : TimeProvider
    {
        private long _off;

        public TimeSpan Off { set => Interlocked.Exchange(ref _off, value.Ticks); }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _off));
    }
}
