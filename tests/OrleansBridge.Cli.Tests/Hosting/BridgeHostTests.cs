using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansBridge.Cli.Connecting;
using OrleansBridge.Cli.Hosting;
using OrleansBridge.Hosting.Api;

namespace OrleansBridge.Cli.Tests.Hosting;

public sealed class BridgeHostTests
{
    [Fact]
    public async Task What_a_host_runs_is_stopped_once_though_somebody_waits_for_its_end()
    {
        var data = new DataFolder(Path.Combine(Path.GetTempPath(), $"host-{Environment.ProcessId}"));
        Directory.CreateDirectory(data.Path);
        var counter = new Counter();
        try
        {
            var host = await BridgeHost.StartAsync(
                data,
                FolderOwner.TryTake(data)!,
                new BridgeHostOptions { Api = new BridgeApiOptions { Port = 0 }, Further = silo => silo.Services.AddSingleton<IHostedService>(counter) },
                CancellationToken.None);
            var ended = host.Ended;
            await host.DisposeAsync();
            await ended.WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(1, counter.Stops);
        }
        finally
        {
            Directory.Delete(data.Path, recursive: true);
        }
    }

    private sealed class Counter : IHostedService
    {
        private int _stops;

        public int Stops => _stops;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _stops);
            return Task.CompletedTask;
        }
    }
}
