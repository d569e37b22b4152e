using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace OrleansBridge.Hosting.Api;

/// <summary>
/// Lets a request pass or not. With a key: whoever sends it. Without: only requests addressed to loopback by name and
/// not sent by a foreign web page, because any page in a local browser can reach 127.0.0.1 (and rebind a name to it).
/// </summary>
internal sealed class AccessGate(BridgeApiOptions options)
{
    private readonly byte[]? _key = options.ApiKey is { } key ? Encoding.UTF8.GetBytes(key) : null;

    internal Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/health"))
        {
            return next(context);
        }

        if (_key is not null)
        {
            return HasKey(context.Request)
                ? next(context)
                : Problems.Write(context, StatusCodes.Status401Unauthorized, "The API key is missing or wrong. Send it as 'Authorization: Bearer KEY'.");
        }

        return IsLoopback(context.Request.Host.Host) && IsOwnOrigin(context.Request)
            ? next(context)
            : Problems.Write(context, StatusCodes.Status403Forbidden, "Without an API key the bridge answers loopback callers only. Call it as 127.0.0.1, or set an API key.");
    }

    private bool HasKey(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        const string Scheme = "Bearer ";
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header[Scheme.Length..]), _key);
    }

    private static bool IsLoopback(string host) => host is "localhost" or "127.0.0.1" or "[::1]";

    private static bool IsOwnOrigin(HttpRequest request) =>
        request.Headers.Origin is not [{ } origin] || origin == $"{request.Scheme}://{request.Host}";
}
