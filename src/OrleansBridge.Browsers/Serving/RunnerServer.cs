using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansBridge.Browsers.Serving;

/// <summary>
/// The loopback server behind the runner pages: the page and its modules, ONNX Runtime Web, models by content digest, payloads out and
/// outputs in. Everything stands below a random token, so that no other page on the machine can use it.
/// </summary>
internal sealed class RunnerServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, PageChannel> _pages = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();

    private RunnerServer(OrtPackage ort)
    {
        Ort = ort;
        Token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.AddServerHeader = false;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Use(Isolate);
        RunnerRoutes.Map(_app.MapGroup($"/{Token}"), this);
    }

    public OrtPackage Ort { get; }

    public string Token { get; }

    public BlobStore Blobs { get; } = new();

    /// <summary>Makes a case of the bare page by its folder; null: there is no bare page.</summary>
    public Func<string, Task<byte[]>>? BareCases { get; set; }

    public CancellationToken Stopping => _stopping.Token;

    /// <summary>The folder all addresses are relative to.</summary>
    public string Address { get; private set; } = "";

    public static async Task<RunnerServer> StartAsync(OrtPackage ort, CancellationToken cancellation)
    {
        var server = new RunnerServer(ort);
        await server._app.StartAsync(cancellation);
        server.Address = $"{server._app.Urls.First()}/{server.Token}/";
        return server;
    }

    public PageChannel Open(string page) => _pages.GetOrAdd(page, _ => new PageChannel());

    public PageChannel? Find(string page) => _pages.GetValueOrDefault(page);

    public void Close(string page) => _pages.TryRemove(page, out _);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    /// <summary>Cross-origin isolation: shared memory for wasm threads, and nobody else's window or frame near it.</summary>
    private static Task Isolate(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Embedder-Policy"] = "require-corp";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return next(context);
    }
}
