using OrleansBridge.Cli.Targets;
using OrleansBridge.Execution;
using OrleansBridge.Testing;

namespace OrleansBridge.Cli.Tests.Targets;

public sealed class SlowTargetsTests
{
    [Theory]
    [InlineData(Backends.WebGpu, true, 20, 2)]
    [InlineData(Backends.WebGpu, true, 50, 5)]
    [InlineData(Backends.WebGpu, true, 1, 1)]
    [InlineData(Backends.WebGpu, false, 20, 20)]
    [InlineData(Backends.WebNn, true, 20, 20)]
    public void Only_webgpu_on_a_software_adapter_gets_fewer_runs(string backend, bool software, int asked, int given)
    {
        BrowserCapability[] browsers = [new() { Browser = "chrome", Backends = [new BackendCapability(backend, true, "adapter", software, null)] }];

        Assert.Equal(given, new Target("chrome", backend).Iterations(browsers, asked, 10));
    }
}
