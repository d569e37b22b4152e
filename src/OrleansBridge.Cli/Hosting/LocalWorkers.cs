using OrleansBridge.Workers;

namespace OrleansBridge.Cli.Hosting;

/// <summary>The workers that a private bridge opens.</summary>
internal static class LocalWorkers
{
    /// <summary>One worker for all of this machine's browsers.</summary>
    internal static WorkerRequest Default { get; } = Numbered(1, maxBrowsers: 3);

    internal static WorkerRequest Numbered(int number, int maxBrowsers) => new() { WorkerId = $"worker{number}", MaxBrowsers = maxBrowsers };
}
