using OrleansBridge.Browsers.Configuration;

namespace OrleansBridge.Browsers.Tests.Native;

/// <summary>One engine with node alone.</summary>
public sealed class NativeHarness : IAsyncLifetime
{
    public EngineHarness Harness { get; private set; } = null!;

    public async Task InitializeAsync() => Harness = await EngineHarness.StartAsync(
        [BrowserDefaults.Native], maxBrowsers: 1, options => options with { CloseTimeout = TimeSpan.FromMilliseconds(200) });

    public async Task DisposeAsync() => await Harness.DisposeAsync();
}
