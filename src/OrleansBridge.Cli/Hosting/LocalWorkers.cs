using OrleansBridge.Workers;

namespace OrleansBridge.Cli.Hosting;

/// <summary>The workers that a private bridge opens.</summary>
internal static class LocalWorkers
{
    /// <summary>One worker for all of this machine's browsers.</summary>
    internal static WorkerRequest Default { get; } = Numbered(1, maxBrowsers: 3);

    /// <summary>Ids are the cluster's: those of a further silo process carry its number.</summary>
    internal static WorkerRequest Numbered(int number, int maxBrowsers, int silo = 1) =>
        new() { WorkerId = silo == 1 ? $"worker{number}" : $"silo{silo}-worker{number}", MaxBrowsers = maxBrowsers };
}
