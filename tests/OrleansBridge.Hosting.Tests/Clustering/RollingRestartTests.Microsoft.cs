using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using OrleansBridge.Client;
using OrleansBridge.Grains.Executors;
using OrleansBridge.Hosting.Tests.Harness;
using OrleansBridge.Results;
using OrleansBridge.Testing;
using OrleansBridge.TestingHost.Tests;
using OrleansBridge.Workers;

namespace OrleansBridge.Hosting.Tests.Clustering;

/// <summary>Silos with addresses of their own in one PostgreSQL, replaced one after another as a deployment does it.</summary>
[Collection(WithDatabases.Name)]
public sealed class RollingRestartTests(DatabasesFixture databases)
{
    private const int Silos = 3;

    [Fact]
    public async Task A_client_that_submits_all_the_time_sees_no_failure_and_loses_no_test()
    {
        var database = await databases.CreateAsync();
        var silos = await Task.WhenAll(Enumerable.Range(0, Silos).Select(n => StartAsync(database, n)));
        using var client = BridgeApplication.Client(BridgeApplication.Configuration(database));
        await client.StartAsync();

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var rolled = new CancellationTokenSource();
        var submitted = Channel.CreateUnbounded<SubmitReply>();
        var replies = new List<SubmitReply>();
        var submitting = SubmitUntilAsync(client.Bridge(), submitted.Writer, rolled.Token);
        for (var n = 0; n < Silos; n++)
        {
            // Each stops when a test was submitted since the last came back; the next is on its way then.
            while (submitted.Reader.TryRead(out var reply))
            {
                replies.Add(reply);
            }

            replies.Add(await submitted.Reader.ReadAsync(limit.Token));
            await silos[n].StopAsync();
            silos[n].Dispose();
            silos[n] = await StartAsync(database, n);
        }

        await rolled.CancelAsync();
        await submitting;
        replies.AddRange(await submitted.Reader.ReadAllAsync().ToListAsync());
        Assert.All(replies, reply => Assert.True(reply.Status is SubmitStatus.Accepted or SubmitStatus.Known, reply.Status.ToString()));

        var ended = await Task.WhenAll(replies.Select(reply => client.Bridge().WaitForTestAsync(reply.TestId, limit.Token)));
        Assert.All(ended, test => Assert.Equal(Outcome.Simulated, test.Result!.Outcome));

        await client.StopAsync();
        await Task.WhenAll(silos.Select(silo => silo.StopAsync()));
        silos.ToList().ForEach(silo => silo.Dispose());
    }

    [Fact]
    public async Task A_worker_goes_to_the_silo_that_has_browsers_and_a_silo_without_still_hosts_grains()
    {
        var database = await databases.CreateAsync();
        using var without = BridgeApplication.Silo(Configuration(database, "without"));
        using var with = BridgeApplication.Silo(Configuration(database, "with"), options => options.Engine = _ => new NoOpEngine());
        await Task.WhenAll(without.StartAsync(), with.StartAsync());

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var reply = await without.Bridge().RegisterWorkerAsync("w1", cancellation: limit.Token);
        while (reply.Reason == RegisterRefusal.NoSilo)
        {
            await Task.Delay(100, limit.Token);
            reply = await without.Bridge().RegisterWorkerAsync("w1", cancellation: limit.Token);
        }

        Assert.Null(reply.Refused);
        await without.Bridge().SubmitTestAsync(new TestRequirements { TestId = "t", ModelId = "m" }, limit.Token);
        Assert.Equal("w1", (await without.Bridge().WaitForTestAsync("t", limit.Token)).Result!.Worker);
        Assert.Equal("with", Assert.Single(await without.Bridge().GetWorkersAsync(limit.Token)).Descriptor.Silo);
        await with.StopAsync();
        await without.StopAsync();
    }

    private static async Task SubmitUntilAsync(ResourcePoolBridge bridge, ChannelWriter<SubmitReply> submitted, CancellationToken rolled)
    {
        try
        {
            for (var n = 0; !rolled.IsCancellationRequested; n++)
            {
                await submitted.WriteAsync(await bridge.SubmitTestAsync(new TestRequirements { TestId = $"rolling/{n}", ModelId = "m" }, CancellationToken.None), CancellationToken.None);
            }

            submitted.Complete();
        }
        catch (Exception e)
        {
            submitted.Complete(e);
            throw;
        }
    }

    private static async Task<IHost> StartAsync(string database, int number)
    {
        var silo = BridgeApplication.Silo(Configuration(database, $"pod-{number}"), options =>
        {
            options.Engine = _ => new NoOpEngine();
            options.Workers.Add(new() { WorkerId = $"pod-{number}-w1" });
        });
        await silo.StartAsync();
        return silo;
    }

    private static Dictionary<string, string?> Configuration(string database, string name)
    {
        var configuration = BridgeApplication.Configuration(database).OnLoopback();
        configuration["OrleansBridge:Cluster:SiloName"] = name;
        return configuration;
    }
}
