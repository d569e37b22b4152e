using System.Globalization;
using System.Net.Sockets;
using Npgsql;
using OrleansBridge.Postgres.Tests;

namespace Orleans.Transactions.Postgres.Tests;

/// <summary>
/// Stands between Npgsql and the server's socket. When told to, it cuts a connection at the first byte of an answer: the
/// server answers a pipelined batch when it has committed it, so the client cannot know.
/// </summary>
internal sealed class LosingProxy : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly UnixDomainSocketEndPoint _server;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Task _serving;
    private int _lose;

    public LosingProxy(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var name = string.Create(CultureInfo.InvariantCulture, $".s.PGSQL.{settings.Port}");
        _server = new UnixDomainSocketEndPoint(Path.Combine(settings.Host!, name));
        Directory.CreateDirectory(_folder.Root);
        _listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder.Root, name)));
        _listener.Listen();
        settings.Host = _folder.Root;
        settings.Pooling = true;
        ConnectionString = settings.ConnectionString;
        _serving = ServeAsync();
    }

    public string ConnectionString { get; }

    public void LoseNextAnswer() => Volatile.Write(ref _lose, 1);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _serving;
        _listener.Dispose();
        _closing.Dispose();
        _folder.Delete();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(RelayAsync(await _listener.AcceptAsync(_closing.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task RelayAsync(Socket client)
    {
        using var toClient = client;
        using var toServer = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await toServer.ConnectAsync(_server, _closing.Token);
        await Task.WhenAny(PumpAsync(toClient, toServer, answers: false), PumpAsync(toServer, toClient, answers: true));
    }

    private async Task PumpAsync(Socket from, Socket to, bool answers)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            for (int read; (read = await from.ReceiveAsync(buffer, _closing.Token)) > 0;)
            {
                if (answers && Interlocked.Exchange(ref _lose, 0) == 1)
                {
                    return;
                }

                await to.SendAsync(buffer.AsMemory(0, read), _closing.Token);
            }
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The other side has closed.
        }
    }
}
