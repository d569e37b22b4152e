using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace OrleansBridge.Hosting.Api;

/// <summary>The HTTP API: the verbs of <see cref="Client.ResourcePoolBridge"/>, snake_case JSON, problem details for errors.</summary>
public static class BridgeApi
{
    /// <summary>Maps <c>/api</c>, <c>/pressure</c> and <c>/health</c>. The container must hold a <see cref="Client.ResourcePoolBridge"/>.</summary>
    /// <param name="app">The application; nothing else may answer below <c>/api</c>.</param>
    /// <param name="options">Who may call it.</param>
    public static void MapBridgeApi(this WebApplication app, BridgeApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(options);
        app.Use(new AccessGate(options).InvokeAsync);
        app.Use(FailureAnswer.InvokeAsync);
        HealthEndpoints.Map(app);
        var api = app.MapGroup("/api");
        TestEndpoints.Map(api);
        FarmEndpoints.Map(api);
        SiloEndpoints.Map(app, api);
        app.MapFallback((HttpContext context) => Problems.Of(
            StatusCodes.Status404NotFound, $"There is nothing at {context.Request.Method} {context.Request.Path}; the API is /api/tests, /api/workers and /api/browsers."));
    }
}
