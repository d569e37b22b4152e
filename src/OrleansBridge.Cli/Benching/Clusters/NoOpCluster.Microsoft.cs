using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Client;

namespace OrleansBridge.Cli.Benching.Clusters;

/// <summary>So many silo processes on one database, and a client of theirs in this process.</summary>
internal sealed class NoOpCluster : IAsyncDisposable
{
    private readonly List<Process> _silos = [];
    private IHost? _client;

    /// <summary>Why there is none; null: there is.</summary>
    internal static string? WhyNot => null;

    internal ResourcePoolBridge Bridge => _client!.Services.GetRequiredService<ResourcePoolBridge>();

    internal IReadOnlyList<int> Processes => [.. _silos.Select(s => s.Id)];

    /// <summary>Starts them and waits for all their workers.</summary>
    internal static async Task<NoOpCluster> StartAsync(int silos, int workers, string connectionString, CancellationToken cancellation)
    {
        var cluster = new NoOpCluster();
        try
        {
            for (var silo = 1; silo <= silos; silo++)
            {
                await cluster.StartSiloAsync($"silo{silo}", workers / silos, connectionString, cancellation);
            }

            var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
            builder.UseOrleansClient(client => client.AddOrleansBridge(bridge => bridge.ConnectionString = connectionString));
            cluster._client = builder.Build();
            await cluster._client.StartAsync(cancellation);
            while ((await cluster.Bridge.GetWorkersAsync(cancellation)).Count(w => w.Alive) < workers)
            {
                await Task.Delay(50, cancellation);
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.StopAsync();
            _client.Dispose();
        }

        foreach (var silo in _silos)
        {
            silo.StandardInput.Close();
        }

        foreach (var silo in _silos)
        {
            await silo.WaitForExitAsync();
            silo.Dispose();
        }
    }

    private async Task StartSiloAsync(string name, int workers, string connectionString, CancellationToken cancellation)
    {
        string[] arguments = [OwnCommand.Arguments.First(), "bench", NoOpSilo.Name, "--id", name, "--workers", $"{workers}"];
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var siloPort = Listen();
        using var gatewayPort = Listen();
        start.Environment["ConnectionStrings__Bridge"] = connectionString;
        start.Environment["OrleansBridge__Cluster__SiloName"] = name;
        start.Environment["OrleansBridge__Cluster__AdvertisedAddress"] = "127.0.0.1";
        start.Environment["OrleansBridge__Cluster__SiloPort"] = PortOf(siloPort);
        start.Environment["OrleansBridge__Cluster__GatewayPort"] = PortOf(gatewayPort);
        siloPort.Stop();
        gatewayPort.Stop();
        var process = Process.Start(start)!;
        _silos.Add(process);
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (line == NoOpSilo.Ready)
            {
                return;
            }
        }

        throw new UserErrorException($"{name} of the cluster did not start: what it said is above");
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static string PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
