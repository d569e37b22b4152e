using System.Net;
using OrleansBridge.Hosting.Api;

namespace OrleansBridge.Cli.Tests.Api;

public sealed class BridgeApiOptionsTests
{
    [Fact]
    public void Another_address_than_loopback_needs_a_key()
    {
        Assert.Contains("BRIDGE_API_KEY", new BridgeApiOptions { Address = IPAddress.Any }.Problem(), StringComparison.Ordinal);
        Assert.Null(new BridgeApiOptions { Address = IPAddress.Any, ApiKey = "secret" }.Problem());
        Assert.Null(new BridgeApiOptions().Problem());
    }

    [Fact]
    public void An_empty_key_is_no_key()
    {
        Assert.NotNull(new BridgeApiOptions { Address = IPAddress.Any, ApiKey = "" }.Problem());
    }
}
