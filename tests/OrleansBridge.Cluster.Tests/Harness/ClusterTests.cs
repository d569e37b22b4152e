using OrleansBridge.TestingHost.Tests;

namespace OrleansBridge.Cluster.Tests.Harness;

/// <summary>The tests that share the PostgreSQL server; they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterTests : ICollectionFixture<DatabasesFixture>
{
    public const string Name = "cluster";
}
