namespace OrleansBridge.Packages.Tests.Packing;

/// <summary>The tests that share the packages.</summary>
[CollectionDefinition(Name)]
public sealed class WithPackages : ICollectionFixture<PackedFeed>
{
    public const string Name = "packages";
}
