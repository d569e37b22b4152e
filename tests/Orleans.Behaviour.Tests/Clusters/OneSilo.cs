using Orleans.TestingHost;

namespace Orleans.Behaviour.Tests.Clusters;

/// <summary>One silo and a client, shared by the tests of a collection.</summary>
public sealed class OneSilo : IAsyncLifetime
{
    public InProcessTestCluster Cluster { get; private set; } = null!;

    public IClusterClient Client => Cluster.Client;

    public Journal Journal => Cluster.Journal();

    public async Task InitializeAsync() => Cluster = await Clusters.Cluster.StartAsync(1);

    public async Task DisposeAsync() => await Cluster.DisposeAsync();
}
