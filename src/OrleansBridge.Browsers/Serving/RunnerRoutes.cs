using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Answers = Microsoft.AspNetCore.Http.Results;

namespace OrleansBridge.Browsers.Serving;

/// <summary>What a runner page may ask its server.</summary>
internal static class RunnerRoutes
{
    public static void Map(IEndpointRouteBuilder routes, RunnerServer server)
    {
        routes.MapGet("/{name}.html", (string name) => Asset($"{name}.html", "text/html"));
        routes.MapGet("/js/{name}.js", (string name) => Asset($"{name}.js", "text/javascript"));
        routes.MapGet("/ort/{name}", (string name, HttpContext context) => Immutable(context, server.Ort.Find(name)));
        routes.MapGet("/blobs/{sha256}", (string sha256, HttpContext context) => Immutable(context, server.Blobs.Find(sha256)));
        routes.MapGet("/payloads/{page}/{run}", (string page, string run) =>
            server.Find(page)?.TakePayload(run) is { } payload ? Answers.Bytes(payload) : Answers.NotFound());
        routes.MapGet("/cases", async (string folder) =>
            server.BareCases is { } cases ? Answers.Bytes(await cases(folder)) : Answers.NotFound());
        routes.MapPost("/outputs/{page}/{run}", (string page, HttpContext context) => ReceiveAsync(server.Find(page), context));
        routes.MapGet("/pages/{page}", (string page, HttpContext context) => ConnectAsync(server, page, context));
    }

    private static IResult Asset(string name, string type) =>
        RunnerAssets.Find(name) is { } bytes ? Answers.Bytes(bytes, type) : Answers.NotFound();

    private static IResult Immutable(HttpContext context, string? path)
    {
        if (path is null)
        {
            return Answers.NotFound();
        }

        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Answers.File(path, Path.GetExtension(path) switch
        {
            ".mjs" or ".js" => "text/javascript",
            ".wasm" => "application/wasm",
            _ => "application/octet-stream",
        });
    }

    private static async Task<IResult> ReceiveAsync(PageChannel? channel, HttpContext context)
    {
        if (channel is null || context.Request.ContentLength is not { } length || length > Array.MaxLength)
        {
            return Answers.BadRequest();
        }

        byte[] message = GC.AllocateUninitializedArray<byte>((int)length);
        await context.Request.Body.ReadExactlyAsync(message, context.RequestAborted);
        channel.Deliver(message);
        return Answers.NoContent();
    }

    private static async Task ConnectAsync(RunnerServer server, string page, HttpContext context)
    {
        if (server.Find(page) is not { } channel || !context.WebSockets.IsWebSocketRequest)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        try
        {
            await channel.ServeAsync(socket, server.Stopping);
        }
        catch (Exception gone) when (gone is System.Net.WebSockets.WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The page closed or the server stops: whoever waits for the page learns it from the browser.
        }
    }
}
