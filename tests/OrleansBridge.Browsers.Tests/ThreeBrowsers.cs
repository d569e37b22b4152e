using OrleansBridge.Browsers.Configuration;

namespace OrleansBridge.Browsers.Tests;

/// <summary>One engine with all three browser types, shared by the tests that leave it whole.</summary>
public sealed class ThreeBrowsers : IAsyncLifetime
{
    public EngineHarness Harness { get; private set; } = null!;

    public async Task InitializeAsync() => Harness = await EngineHarness.StartAsync(BrowserDefaults.All, maxBrowsers: 3);

    public async Task DisposeAsync() => await Harness.DisposeAsync();
}
