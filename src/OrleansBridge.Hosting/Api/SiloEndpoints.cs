using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrleansBridge.Client;
using OrleansBridge.Grains.Agents;
using OrleansBridge.Json;

namespace OrleansBridge.Hosting.Api;

/// <summary>For whoever starts and stops silos: the pressure that says how many are wanted, and the drain of the one that answers.</summary>
internal static class SiloEndpoints
{
    internal static void Map(IEndpointRouteBuilder app, IEndpointRouteBuilder api)
    {
        app.MapGet("/pressure", async (ResourcePoolBridge bridge, CancellationToken gone) => TypedResults.Json(await bridge.GetPressureAsync(gone), BridgeJson.Options));

        // A front end that is an Orleans client has no silo to drain.
        api.MapPost("/silo/drain", async (HttpContext context) => context.RequestServices.GetService<SiloDrain>() is { } drain
            ? (IResult)TypedResults.Json(await drain.BeginAsync(), BridgeJson.Options)
            : Problems.Of(StatusCodes.Status404NotFound, "There is no silo in this process."));
    }
}
