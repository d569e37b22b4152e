namespace Orleans.Behaviour.Tests.Clusters;

[CollectionDefinition("one silo")]
public sealed class OneSiloCollection : ICollectionFixture<OneSilo>;
