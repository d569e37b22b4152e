using Orleans.Configuration;

namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary>A silo alone. The embedded runtime has no other storage for transactional state to compare with.</summary>
internal static class BenchCluster
{
    /// <summary>Why what is measured against other storages is left out; null when it is not.</summary>
    internal static string? WhyNoOthers => "tx_vs_bridge, tx_vs_memory and cycle_vs_memory are left out: the embedded Orleans runtime keeps transactional state in PostgreSQL only; they need the Microsoft build";

    internal static void Configure(ISiloBuilder silo) => silo.Configure<ClusterOptions>(cluster => cluster.ClusterId = Guid.NewGuid().ToString("n"));

    internal static void UseMemory(ISiloBuilder silo, string name) => throw new NotSupportedException(WhyNoOthers);

    internal static void UseGrainStorageBridge(ISiloBuilder silo, string name, string connectionString) => throw new NotSupportedException(WhyNoOthers);
}
