using System.Net;
using System.Net.Sockets;
using Npgsql;
using OrleansBridge.Postgres;

namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary>A silo that is a cluster of its own, and the storages that Orleans itself has for transactional state.</summary>
internal static class BenchCluster
{
    /// <summary>Why what is measured against other storages is left out; null when it is not.</summary>
    internal static string? WhyNoOthers => null;

    internal static void Configure(ISiloBuilder silo) =>
        silo.UseLocalhostClustering(FreePort(), FreePort(), serviceId: "bench", clusterId: "bench");

    internal static void UseMemory(ISiloBuilder silo, string name) => silo.AddMemoryGrainStorage(name);

    /// <summary>Orleans' transactions over its grain storage on ADO.NET, as it comes.</summary>
    internal static void UseGrainStorageBridge(ISiloBuilder silo, string name, string connectionString) =>
        silo.AddAdoNetGrainStorage(name, options =>
        {
            options.Invariant = OrleansTables.Invariant;
            options.ConnectionString = new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = "orleans" }.ConnectionString;
        });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
