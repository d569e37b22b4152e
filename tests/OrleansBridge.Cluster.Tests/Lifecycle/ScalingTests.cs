using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansBridge.Cluster.Tests.Harness;
using OrleansBridge.Execution;
using OrleansBridge.Grains.Agents;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;
using OrleansBridge.Workers;

namespace OrleansBridge.Cluster.Tests.Lifecycle;

/// <summary>What a silo's agent does about its browsers that no test asked for.</summary>
[Collection(ClusterTests.Name)]
public sealed class ScalingTests(DatabasesFixture databases)
{
    [Fact]
    public async Task A_warm_up_is_nobodys_run_or_result_and_gives_way_to_an_exclusive_test()
    {
        var engine = new HeldEngine { Living = [new() { Id = "w1/chrome/0", Worker = "w1", Browser = BrowserTypes.Chrome }] };
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), services: s => UseMemory(s, .5), engine: _ => engine);
        await cluster.RegisterAsync("w1");
        var silo = cluster.Silos.Silos[0].ServiceProvider;
        var (runs, place) = (silo.GetRequiredService<RunTable>(), silo.GetRequiredService<HostedWorkers>().Find("w1")!.WarmUp);
        var agent = silo.GetRequiredService<IGrainFactory>().CreateObjectReference<IWorkerAgent>(silo.GetServices<IHostedService>().OfType<WorkerAgent>().Single());

        await agent.ScaleAsync(Warm("m"));
        await engine.StartedAsync("warm-up/m");
        Assert.Empty(runs.Of("w1"));

        await cluster.Bridge.SubmitTestAsync(new() { TestId = "run/x", ModelId = "m", Exclusive = true });
        await engine.StartedAsync("run/x");
        Assert.Equal(["warm-up/m"], engine.Stopped);
        await agent.ScaleAsync(Warm("m2"));
        await Eventually.HoldsAsync(() => !place.IsTaken);

        engine.Finish("run/x");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var result = (await cluster.Bridge.WaitForTestAsync("run/x", limit.Token)).Result!;
        Assert.Equal((Outcome.Passed, 0), (result.Outcome, result.Shared));
        await cluster.ResultsAsync(1);
        Assert.Equal(["warm-up/m", "run/x"], engine.Runs.Select(r => r.Requirements.TestId));
    }

    [Fact]
    public async Task At_every_heartbeat_the_agent_gives_memory_back_while_it_is_short()
    {
        var engine = new HeldEngine();
        await using var cluster = await BridgeCluster.StartAsync(await databases.SourceAsync(), services: s => UseMemory(s, .91), engine: _ => engine);
        await engine.RelievedAsync(MemoryRelief.Recycle, times: 2);
    }

    private static ScaleCommand Warm(string model) =>
        new("w1", BrowserTypes.Chrome, ScaleChange.Warm, "of a forecast") { Test = new() { ModelId = model }, Backend = Backends.Wasm };

    private static void UseMemory(IServiceCollection services, double used) =>
        services.AddSingleton(s => ActivatorUtilities.CreateInstance<MemoryPressure>(s, (Func<double?>)(() => used)));
}
