using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using OrleansBridge.Client;
using OrleansBridge.Json;
using OrleansBridge.Testing;

namespace OrleansBridge.Hosting.Api;

/// <summary>
/// State changes as server-sent events: each test's present state first, then every change, the end once all tests have
/// ended. A caller who lost the stream asks again for the tests it still waits for. One stream serves a whole suite.
/// </summary>
internal static class TestEvents
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    internal static async Task WriteAsync(HttpContext context, ResourcePoolBridge bridge, IReadOnlyList<string> ids)
    {
        var cancellation = context.RequestAborted;
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();

        var changes = Channel.CreateUnbounded<TestSnapshot>(new UnboundedChannelOptions { SingleReader = true });
        var watching = WatchAllAsync(bridge, ids, changes.Writer, cancellation);
        var next = changes.Reader.WaitToReadAsync(cancellation).AsTask();
        while (true)
        {
            if (await Task.WhenAny(next, Task.Delay(KeepAlive, cancellation)) != next)
            {
                await context.Response.WriteAsync(": still here\n\n", cancellation);
                continue;
            }

            if (!await next)
            {
                break;
            }

            while (changes.Reader.TryRead(out var test))
            {
                await context.Response.WriteAsync($"id: {test.Version}\nevent: {Name(test.Status)}\ndata: {JsonSerializer.Serialize(test, BridgeJson.Options)}\n\n", cancellation);
            }

            await context.Response.Body.FlushAsync(cancellation);
            next = changes.Reader.WaitToReadAsync(cancellation).AsTask();
        }

        await watching;
        await context.Response.WriteAsync("event: end\ndata: {}\n\n", cancellation);
    }

    private static async Task WatchAllAsync(ResourcePoolBridge bridge, IReadOnlyList<string> ids, ChannelWriter<TestSnapshot> changes, CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(ids.Distinct().Select(id => WatchAsync(bridge, id, changes, cancellation)));
            changes.Complete();
        }
        catch (Exception e)
        {
            changes.Complete(e);
        }
    }

    private static async Task WatchAsync(ResourcePoolBridge bridge, string id, ChannelWriter<TestSnapshot> changes, CancellationToken cancellation)
    {
        if (await bridge.GetTestAsync(id, cancellation) is null)
        {
            return;
        }

        await foreach (var change in bridge.WatchTestAsync(id, cancellation))
        {
            await changes.WriteAsync(change, cancellation);
        }
    }

    private static string Name(TestStatus status) => JsonSerializer.Serialize(status, BridgeJson.Options).Trim('"');
}
