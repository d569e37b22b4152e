using OrleansBridge.Client;

namespace OrleansBridge.Cli.Benching.Clusters;

/// <summary>There is none: the embedded runtime is one process.</summary>
internal sealed class NoOpCluster : IAsyncDisposable
{
    internal static string? WhyNot => "silos_1, silos_2 and silos_3 are left out: the embedded Orleans runtime is one process; they need the Microsoft build";

    private NoOpCluster() => throw new NotSupportedException(WhyNot);

    internal ResourcePoolBridge Bridge { get; } = null!;

    internal IReadOnlyList<int> Processes { get; } = [];

    internal static Task<NoOpCluster> StartAsync(int silos, int workers, string connectionString, CancellationToken cancellation) => Task.FromResult(new NoOpCluster());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
