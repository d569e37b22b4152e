using OrleansBridge.Testing;

namespace OrleansBridge.Browsers.Tests.Probing;

[Collection(BrowserCollection.Name)]
public class CapabilityProbeTests(ThreeBrowsers browsers)
{
    [Theory]
    [InlineData(BrowserTypes.Chrome, Backends.Wasm)]
    [InlineData(BrowserTypes.Chrome, Backends.WebGpu)]
    [InlineData(BrowserTypes.Firefox, Backends.Wasm)]
    [InlineData(BrowserTypes.Firefox, Backends.WebGpu)]
    [InlineData(BrowserTypes.Edge, Backends.WebNn)]
    public void A_backend_that_computes_is_found(string browser, string backend)
    {
        var capability = browsers.Harness.Capabilities.Single(c => c.Browser == browser);
        var found = capability.Backends.Single(b => b.Backend == backend);
        Assert.True(found.Works, found.Problem ?? capability.Problem);
        Assert.Equal(backend == Backends.Wasm, found.Adapter is null);
    }

    [Fact]
    public void A_backend_that_is_not_there_says_why_in_one_line()
    {
        var webnn = browsers.Harness.Capabilities.Single(c => c.Browser == BrowserTypes.Firefox).Backends.Single(b => b.Backend == Backends.WebNn);
        Assert.False(webnn.Works);
        Assert.Equal("WebNN is not supported in current environment", webnn.Problem);
    }

    [Fact]
    public void A_browser_that_stands_in_for_edge_is_labelled()
    {
        var edge = browsers.Harness.Capabilities.Single(c => c.Browser == BrowserTypes.Edge);
        Assert.Equal(!edge.Executable!.Contains("edge", StringComparison.Ordinal), edge.Substitute);
        Assert.StartsWith(edge.Substitute ? "Chromium " : "Edge ", edge.Version, StringComparison.Ordinal);
    }
}
