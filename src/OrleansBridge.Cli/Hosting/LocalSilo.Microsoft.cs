using System.Net;
using System.Net.Sockets;

namespace OrleansBridge.Cli.Hosting;

/// <summary>A silo that is a cluster of its own, on ports nobody else uses.</summary>
internal static class LocalSilo
{
    internal static void Configure(ISiloBuilder silo) =>
        silo.UseLocalhostClustering(FreePort(), FreePort(), serviceId: "orleansbridge", clusterId: "orleansbridge");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
