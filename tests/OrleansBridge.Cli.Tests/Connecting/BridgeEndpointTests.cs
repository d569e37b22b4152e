using OrleansBridge.Cli.Connecting;

namespace OrleansBridge.Cli.Tests.Connecting;

public sealed class BridgeEndpointTests : IDisposable
{
    private readonly DataFolder _data = new(Directory.CreateTempSubdirectory("bridge-endpoint-").FullName);

    public void Dispose() => Directory.Delete(_data.Path, recursive: true);

    [Fact]
    public void A_published_endpoint_is_found_until_it_is_withdrawn()
    {
        var endpoint = new BridgeEndpoint("http://127.0.0.1:1", ProcessIdentity.Own(), "Embedded", Supervised: false);

        endpoint.Publish(_data);
        Assert.Equal(endpoint.Url, BridgeEndpoint.Find(_data)?.Url);

        endpoint.Withdraw(_data);
        Assert.Null(BridgeEndpoint.Find(_data));
    }

    [Theory]
    [InlineData("http://0.0.0.0:7411", "http://127.0.0.1:7411/")]
    [InlineData("http://[::]:7411", "http://[::1]:7411/")]
    [InlineData("http://10.0.0.7:7411", "http://10.0.0.7:7411/")]
    public void A_bridge_on_all_addresses_is_called_on_loopback(string url, string local) =>
        Assert.Equal(local, new BridgeEndpoint(url, ProcessIdentity.Own(), "Embedded", Supervised: true).Local.ToString());

    [Fact]
    public void A_recycled_process_id_does_not_count()
    {
        var earlier = ProcessIdentity.Own() with { Started = DateTimeOffset.UtcNow.AddDays(-1) };
        new BridgeEndpoint("http://127.0.0.1:1", earlier, "Embedded", Supervised: false).Publish(_data);

        Assert.Null(BridgeEndpoint.Find(_data));
    }

    [Fact]
    public void Half_a_file_is_no_endpoint()
    {
        File.WriteAllText(_data.EndpointFile, "{\"url\": \"http:");

        Assert.Null(BridgeEndpoint.Find(_data));
    }
}
