using System.Collections.Concurrent;
using System.Net.WebSockets;

namespace OrleansBridge.Browsers.Serving;

/// <summary>
/// The binary side of one runner page: payloads go out, output frames come in, over the page's WebSocket while small and over HTTP
/// when large.
/// </summary>
internal sealed class PageChannel
{
    // A browser's debugger reports each socket frame with its content; HTTP bodies it leaves alone.
    private const int SocketLimit = 1 << 16;

    private readonly TaskCompletionSource<WebSocket> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Frame>> _results = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> _payloads = new(StringComparer.Ordinal);

    /// <summary>Hands a payload to the page, one at a time.</summary>
    /// <returns>The address the page has to fetch it from, or null when it went over the socket.</returns>
    public async ValueTask<string?> SendAsync(string page, string run, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        if (payload.Length > SocketLimit)
        {
            _payloads[run] = payload;
            return $"payloads/{page}/{run}";
        }

        var socket = await _connected.Task.WaitAsync(cancellation);
        await socket.SendAsync(payload, WebSocketMessageType.Binary, endOfMessage: true, cancellation);
        return null;
    }

    /// <summary>The frame with the run's outputs, when the page has sent it.</summary>
    public Task<Frame> ExpectAsync(string run) =>
        _results.GetOrAdd(run, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Forget(string run)
    {
        _results.TryRemove(run, out _);
        _payloads.TryRemove(run, out _);
    }

    public ReadOnlyMemory<byte>? TakePayload(string run) => _payloads.TryRemove(run, out var payload) ? payload : null;

    public void Deliver(ReadOnlyMemory<byte> message)
    {
        var frame = Frame.Decode(message);
        if (_results.TryGetValue(frame.Header.GetProperty("id").GetString()!, out var waiting))
        {
            waiting.TrySetResult(frame);
        }
    }

    /// <summary>Reads from the page's socket until it goes away.</summary>
    public async Task ServeAsync(WebSocket socket, CancellationToken cancellation)
    {
        _connected.TrySetResult(socket);
        byte[] buffer = new byte[64 << 10];
        while (true)
        {
            int length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }

                part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
                length += part.Count;
            }
            while (!part.EndOfMessage);

            if (part.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            Deliver(buffer.AsSpan(0, length).ToArray());
        }
    }
}
