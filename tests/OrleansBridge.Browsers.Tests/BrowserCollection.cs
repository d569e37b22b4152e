namespace OrleansBridge.Browsers.Tests;

/// <summary>Tests with real browsers run one after another: side by side they would only measure each other.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<ThreeBrowsers>
{
    public const string Name = "browsers";
}
