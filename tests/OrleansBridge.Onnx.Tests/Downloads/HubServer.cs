using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace OrleansBridge.Onnx.Tests.Downloads;

/// <summary>A hub on loopback with the public hub's layout: owner/name/resolve/revision/path, answered from a redirect's target.</summary>
internal sealed class HubServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Dictionary<string, byte[]> _files = [];

    private HubServer(WebApplication app)
    {
        _app = app;
        _app.MapGet("/{owner}/{name}/resolve/{revision}/{**path}", Resolve);
        _app.MapGet("/storage/{**path}", ServeAsync);
    }

    public Uri Address => new(_app.Urls.Single());

    /// <summary>What was asked of the storage: path and range.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>The connection breaks after so many bytes of an answer, while positive times are left.</summary>
    public (int Bytes, int Times) Cut { get; set; }

    public string? Token { get; set; }

    public bool StorageSawToken { get; private set; }

    public static async Task<HubServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new HubServer(builder.Build());
        await server._app.StartAsync();
        return server;
    }

    public void Put(string path, byte[] bytes) => _files[path] = bytes;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private IResult Resolve(HttpContext context, string owner, string name, string revision, string path) =>
        Token is not null && context.Request.Headers.Authorization != $"Bearer {Token}" ? TypedResults.Unauthorized()
        : _files.ContainsKey($"{owner}/{name}/{revision}/{path}") ? TypedResults.Redirect($"/storage/{owner}/{name}/{revision}/{path}")
        : TypedResults.NotFound();

    private async Task ServeAsync(HttpContext context, string path)
    {
        StorageSawToken |= context.Request.Headers.Authorization.Count > 0;
        var range = context.Request.GetTypedHeaders().Range?.Ranges.Single();
        Requests.Add($"{path} {range?.ToString() ?? "all"}");
        byte[] bytes = _files[path];
        string tag = $"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))}\"";
        int from = range is not null && context.Request.GetTypedHeaders().IfRange?.EntityTag?.ToString() == tag ? (int)range.From!.Value : 0;
        context.Response.Headers[HeaderNames.ETag] = tag;
        context.Response.ContentLength = bytes.Length - from;
        if (from > 0)
        {
            context.Response.StatusCode = StatusCodes.Status206PartialContent;
            context.Response.GetTypedHeaders().ContentRange = new ContentRangeHeaderValue(from, bytes.Length - 1, bytes.Length);
        }

        int length = bytes.Length - from;
        bool cut = Cut.Times > 0 && Cut.Bytes < length;
        await context.Response.Body.WriteAsync(bytes.AsMemory(from, cut ? Cut.Bytes : length));
        if (cut)
        {
            await context.Response.Body.FlushAsync();
            Cut = (Cut.Bytes, Cut.Times - 1);
            context.Abort();
        }
    }
}
