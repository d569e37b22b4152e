using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Grains.Ledgers;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Cluster.Tests.Lifecycle;

[Collection(ClusterTests.Name)]
public sealed class LedgerTransactionTests(DatabasesFixture databases)
{
    [Theory]
    [InlineData(0, 6)]
    [InlineData(5, 1)]
    public async Task What_ran_into_a_time_limit_is_left_to_the_sweep(int seconds, int tries)
    {
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync());
        var client = cluster.Silos.GetSiloServiceProvider(cluster.Silos.Silos[0].SiloAddress).GetRequiredService<ITransactionClient>();
        var clock = new LateClock();
        var tried = 0;

        var outcome = await new LedgerTransaction(client, clock, NullLogger<LedgerTransaction>.Instance).RunAsync(() =>
        {
            tried++;
            clock.Late += TimeSpan.FromSeconds(seconds);
            throw new TimeoutException("nobody answered");
        });

        Assert.Equal((LedgerOutcome.Failed, tries), (outcome, tried));
    }

    private sealed class LateClock : TimeProvider
    {
        public TimeSpan Late { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => base.GetUtcNow().Ticks + Late.Ticks;
    }
}
