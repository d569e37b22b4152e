using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using OrleansBridge.Hosting.Tests.Harness;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Hosting.Tests;

[Collection(WithDatabases.Name)]
public sealed class TwoLinesTests(DatabasesFixture databases)
{
    [Fact]
    public async Task A_silo_and_a_client_of_two_lines_each_run_a_test()
    {
        var configuration = BridgeApplication.Configuration(await databases.EmptyAsync());
        configuration["OrleansBridge:ApplySchema"] = "true";
        configuration["OrleansBridge:Cluster:SiloName"] = "pod-0";
        using var silo = BridgeApplication.Silo(configuration.OnLoopback(), BridgeApplication.WithWorker);
        await silo.StartAsync();
        using var client = BridgeApplication.Client(configuration);
        await client.StartAsync();

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var reply = await client.Bridge().SubmitTestAsync(new TestRequirements { TestId = "two-lines", ModelId = "m" }, limit.Token);
        Assert.Equal(SubmitStatus.Accepted, reply.Status);
        Assert.Equal(Outcome.Simulated, (await silo.Bridge().WaitForTestAsync("two-lines", limit.Token)).Result!.Outcome);
        Assert.Equal("pod-0", Assert.Single(await client.Bridge().GetWorkersAsync(limit.Token)).Descriptor.Silo);

        var cluster = silo.Services.GetRequiredService<IOptions<ClusterOptions>>().Value;
        Assert.Equal(("orleansbridge", "orleansbridge"), (cluster.ClusterId, cluster.ServiceId));
        await client.StopAsync();
        await silo.StopAsync();
    }
}
