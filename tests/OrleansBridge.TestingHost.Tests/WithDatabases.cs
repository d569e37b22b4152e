namespace OrleansBridge.TestingHost.Tests;

/// <summary>The tests that share the server; they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class WithDatabases : ICollectionFixture<DatabasesFixture>
{
    public const string Name = "databases";
}
