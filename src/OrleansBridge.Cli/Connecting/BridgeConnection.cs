using OrleansBridge.Cli.Hosting;
using OrleansBridge.Cli.Running;
using OrleansBridge.Execution;

namespace OrleansBridge.Cli.Connecting;

/// <summary>A command's bridge: the one that runs on its data folder, or a private one in this process that ends with the command.</summary>
internal sealed class BridgeConnection : IAsyncDisposable
{
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(90);

    private readonly DataFolder _data;
    private readonly BridgeHostOptions _options;
    private readonly SemaphoreSlim _recovering = new(1);
    private BridgeHost? _own;
    private HttpClient _http;

    private BridgeConnection(DataFolder data, BridgeHostOptions options, BridgeEndpoint endpoint, BridgeHost? own)
    {
        (_data, _options, Endpoint, _own) = (data, options, endpoint, own);
        _http = Http(endpoint);
        Api = new ApiClient(_http);
    }

    internal ApiClient Api { get; private set; }

    internal BridgeEndpoint Endpoint { get; private set; }

    /// <summary>Whether the bridge is this command's own.</summary>
    internal bool IsPrivate => _own is not null;

    /// <summary>What the own bridge's browsers can do; null when the bridge is another process.</summary>
    internal Task<IReadOnlyList<BrowserCapability>>? Capabilities => _own?.Capabilities;

    /// <summary>Attaches, or starts a private bridge.</summary>
    /// <exception cref="UserErrorException">The data folder cannot be used, or its bridge does not answer.</exception>
    internal static async Task<BridgeConnection> OpenAsync(DataFolder data, BridgeHostOptions options, CancellationToken cancellation)
    {
        var deadline = DateTime.UtcNow + LongestStart;
        while (true)
        {
            if (await TryAttachAsync(data, options, cancellation) is { } attached)
            {
                return attached;
            }

            if (FolderOwner.TryTake(data) is { } owner)
            {
                try
                {
                    var host = await BridgeHost.StartAsync(data, owner, options, cancellation);
                    return new BridgeConnection(data, options, host.Endpoint, host);
                }
                catch
                {
                    owner.Dispose();
                    throw;
                }
            }

            // Another bridge has the folder and does not answer yet: it is starting or stopping.
            if (DateTime.UtcNow > deadline)
            {
                throw new UserErrorException(
                    $"the data folder {data.Path} is in use by a bridge that does not answer",
                    "Stop it with ./bridge down, or give this command a data folder of its own with --data DIR.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
        }
    }

    /// <summary>Attaches to the bridge that runs on the folder, or returns null when none does.</summary>
    internal static Task<BridgeConnection?> TryAttachAsync(DataFolder data, CancellationToken cancellation) => TryAttachAsync(data, new BridgeHostOptions(), cancellation);

    /// <summary>
    /// After a call failed because the bridge went away: attaches to its successor, or becomes it. A bridge that belonged to
    /// another command ends with that command.
    /// </summary>
    /// <param name="failed">The API that failed; another caller may have recovered already.</param>
    /// <param name="cancellation">Gives up.</param>
    internal async Task RecoverAsync(ApiClient failed, CancellationToken cancellation)
    {
        await _recovering.WaitAsync(cancellation);
        try
        {
            if (failed != Api)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellation);
            if (_own is not null)
            {
                return;
            }

            var next = await OpenAsync(_data, _options, cancellation);
            (Endpoint, Api, _own) = (next.Endpoint, next.Api, next._own);
            _http = next._http;
        }
        finally
        {
            _recovering.Release();
        }
    }

    private static async Task<BridgeConnection?> TryAttachAsync(DataFolder data, BridgeHostOptions options, CancellationToken cancellation)
    {
        if (BridgeEndpoint.Find(data) is not { } endpoint)
        {
            return null;
        }

        var connection = new BridgeConnection(data, options, endpoint, own: null);
        if (await connection.Api.LivesAsync(cancellation))
        {
            return connection;
        }

        await connection.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _recovering.Dispose();
        if (_own is not null)
        {
            await _own.DisposeAsync();
        }
    }

    private static HttpClient Http(BridgeEndpoint endpoint)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = endpoint.Local, Timeout = TimeSpan.FromMinutes(5) };
        if (Environment.GetEnvironmentVariable("BRIDGE_API_KEY") is { Length: > 0 } key)
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        }

        return http;
    }
}
