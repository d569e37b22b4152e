using System.Net.Sockets;
using Npgsql;

namespace OrleansBridge.Cli.Connecting;

/// <summary>Failures that a bridge or a database which is down explains: one asks again.</summary>
internal static class Transient
{
    internal static bool Is(Exception e, CancellationToken cancellation) => e switch
    {
        HttpRequestException or IOException or SocketException or NpgsqlException or TimeoutException => true,
        OperationCanceledException => !cancellation.IsCancellationRequested,
        ApiException api => api.Status >= 500,
        _ => false,
    };
}
