using Microsoft.Extensions.DependencyInjection;
using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Grains;
using OrleansBridge.Grains.Agents;
using OrleansBridge.TestingHost.Tests;
using OrleansBridge.Workers;

namespace OrleansBridge.Cluster.Tests.Lifecycle;

[Collection(ClusterTests.Name)]
public sealed class SiloDrainTests(DatabasesFixture databases)
{
    [Fact]
    public async Task A_balancer_that_fails_keeps_no_other_worker_open_and_is_asked_again_for_that_one()
    {
        var balancer = new FailingOnce();
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), services: s => s.AddSingleton<IIncomingGrainCallFilter>(balancer));
        await cluster.RegisterAsync("w1");
        await cluster.RegisterAsync("w2");
        await Eventually.HoldsAsync(async () => (await cluster.Bridge.GetWorkersAsync()).Count == 2);
        var silo = cluster.Silos.Silos[0].ServiceProvider;
        var (drain, workers) = (silo.GetRequiredService<SiloDrain>(), silo.GetRequiredService<HostedWorkers>());

        await drain.BeginAsync();
        Assert.Equal(1, balancer.Failed);
        await Eventually.HoldsAsync(() => drain.Now().Workers == 1);
        Assert.False(workers.Find("w1")!.Draining);

        await drain.BeginAsync();
        await Eventually.HoldsAsync(() => drain.Now() == new DrainSnapshot(true, 0, 0));
    }

    [Fact]
    public async Task A_worker_that_a_draining_silo_declines_is_opened_by_another()
    {
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), silos: 2);
        var silos = cluster.Silos.Silos.Select(silo => silo.ServiceProvider).ToList();
        var names = silos.Select(silo => silo.GetRequiredService<ILocalSiloDetails>().Name).ToList();
        foreach (var name in names)
        {
            await Eventually.HoldsAsync(async () => (await cluster.Bridge.RegisterWorkerAsync(new WorkerRequest { WorkerId = "of-" + name, Silo = name })).Refused is null);
        }

        await Eventually.HoldsAsync(async () => (await cluster.Bridge.GetWorkersAsync()).Count == 2);
        await silos[0].GetRequiredService<SiloDrain>().BeginAsync();

        // It is the one with the fewest workers now.
        await Eventually.HoldsAsync(async () => (await cluster.Bridge.GetWorkersAsync()).Count == 1);
        var elsewhere = await cluster.Bridge.RegisterWorkerAsync(new WorkerRequest { WorkerId = "late" });
        Assert.Equal((names[1], null), (elsewhere.Silo, elsewhere.Refused));
        var named = await cluster.Bridge.RegisterWorkerAsync(new WorkerRequest { WorkerId = "later", Silo = names[0] });
        Assert.Equal(RegisterRefusal.Declined, named.Reason);
        Assert.Contains("this silo drains", named.Refused, StringComparison.Ordinal);
    }

    /// <summary>The first time that it is to give a worker up, the balancer fails.</summary>
    private sealed class FailingOnce : IIncomingGrainCallFilter
    {
        private int _failed;

        public int Failed => _failed;

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.InterfaceMethod?.Name == nameof(IBalancerGrain.UnregisterWorkerAsync) && Interlocked.CompareExchange(ref _failed, 1, 0) == 0)
            {
                throw new TimeoutException("the balancer is moving");
            }

            await context.Invoke();
        }
    }
}
