using System.Net;
using System.Net.Sockets;
using OrleansBridge.Cli.Connecting;

namespace OrleansBridge.Cli.Hosting;

/// <summary>
/// The ports of one silo process, the same at each start where nobody else has taken them: a silo that finds a
/// predecessor with its own address in the membership declares that one dead at once instead of waiting for it.
/// </summary>
internal sealed record SiloPorts(int Silo, int Gateway)
{
    internal static SiloPorts Choose(DataFolder own)
    {
        var file = own.In("silo.json");
        if (Note.Read<SiloPorts>(file) is { } before && IsFree(before.Silo) && IsFree(before.Gateway))
        {
            return before;
        }

        using var silo = Listen(0);
        using var gateway = Listen(0);
        var ports = new SiloPorts(PortOf(silo), PortOf(gateway));
        Note.Write(file, ports);
        return ports;
    }

    private static bool IsFree(int port)
    {
        try
        {
            Listen(port).Dispose();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }
}
