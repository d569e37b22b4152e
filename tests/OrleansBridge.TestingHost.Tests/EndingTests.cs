using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace OrleansBridge.TestingHost.Tests;

[Collection(WithDatabases.Name)]
public sealed class EndingTests(DatabasesFixture databases)
{
    [Fact]
    public async Task A_cluster_whose_client_does_not_start_stops_its_silos()
    {
        var service = new StoppedService(null);
        var unable = await Assert.ThrowsAsync<InvalidOperationException>(() => databases.ClusterAsync(new()
        {
            ConfigureSilo = silo => silo.Services.AddSingleton<IHostedService>(service),
            ConfigureClient = _ => throw new InvalidOperationException("no client today"),
        }));
        Assert.Equal("no client today", unable.Message);
        Assert.Equal(1, service.Stopped);
    }

    [Fact]
    public async Task Silos_that_do_not_stop_as_they_should_are_told_of_and_keep_nothing_else_from_its_end()
    {
        var service = new StoppedService("stays");
        var cluster = await BridgeTestCluster.StartAsync(new() { Silos = 2, ConfigureSilo = silo => silo.Services.AddSingleton<IHostedService>(service) });
        var folder = new NpgsqlConnectionStringBuilder(cluster.ConnectionString).Host!;
        Assert.True(Directory.Exists(folder));

        var failed = await Assert.ThrowsAsync<AggregateException>(async () => await cluster.DisposeAsync());

        Assert.Contains(failed.Flatten().InnerExceptions, e => e.Message == "stays");
        Assert.Equal(2, service.Stopped);
        Assert.False(Directory.Exists(folder));
        await cluster.DisposeAsync();
    }

    [Fact]
    public async Task A_cluster_with_a_killed_silo_ends()
    {
        var cluster = await databases.ClusterAsync(new() { Silos = 2 });
        await cluster.Silos.KillSiloAsync(cluster.Silos.Silos[0]);
        await cluster.DisposeAsync();
        Assert.Empty(cluster.Silos.Silos);
    }

    private sealed class StoppedService(string? problem) : IHostedService
    {
        private int _stopped;

        public int Stopped => _stopped;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _stopped);
            return problem is null ? Task.CompletedTask : Task.FromException(new IOException(problem));
        }
    }
}
