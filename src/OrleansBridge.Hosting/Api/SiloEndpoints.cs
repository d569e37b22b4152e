using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansBridge.Client;
using OrleansBridge.Grains.Agents;
using OrleansBridge.Json;

namespace OrleansBridge.Hosting.Api;

/// <summary>For whoever starts and stops silos: the pressure that says how many are wanted, and the drain of the one that answers.</summary>
internal static class SiloEndpoints
{
    internal static void Map(IEndpointRouteBuilder app, IEndpointRouteBuilder api)
    {
        app.MapGet("/pressure", async (ResourcePoolBridge bridge) => TypedResults.Json(await bridge.GetPressureAsync(), BridgeJson.Options));
        api.MapPost("/silo/drain", async (SiloDrain drain) => TypedResults.Json(await drain.BeginAsync(), BridgeJson.Options));
    }
}
