namespace OrleansBridge.Deploy.Tests;

/// <summary>Tests that run the checks: one installation of their packages, as two at a time would write one folder.</summary>
[CollectionDefinition("checks")]
public sealed class ChecksCollection : ICollectionFixture<Checks>;
