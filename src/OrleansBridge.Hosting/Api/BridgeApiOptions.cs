using System.Net;

namespace OrleansBridge.Hosting.Api;

/// <summary>Where the HTTP API listens and who may call it.</summary>
public sealed class BridgeApiOptions
{
    /// <value>Address to bind. Default loopback; any other needs <see cref="ApiKey"/>.</value>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <value>Port, 0 (default) for any free one.</value>
    public int Port { get; init; }

    /// <value>Key that callers send as <c>Authorization: Bearer KEY</c>. Null (default): no key, loopback callers only.</value>
    public string? ApiKey { get; init; }

    /// <summary>Why these options must not be used, or null.</summary>
    public string? Problem() => this switch
    {
        { Port: < 0 or > 65_535 } => $"port {Port} does not exist; choose 1 to 65535, or 0 for any free one",
        { ApiKey: "" } => "the API key is empty; give one, or none at all",
        { ApiKey: null } when !IPAddress.IsLoopback(Address) =>
            $"binding {Address} would open the bridge to everybody; set an API key (BRIDGE_API_KEY), or bind 127.0.0.1",
        _ => null,
    };
}
