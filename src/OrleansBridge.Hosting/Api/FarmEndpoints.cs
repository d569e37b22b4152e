using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansBridge.Client;
using OrleansBridge.Json;
using OrleansBridge.Testing;
using OrleansBridge.Workers;

namespace OrleansBridge.Hosting.Api;

/// <summary>Workers and browsers, and the load they may expect.</summary>
internal static class FarmEndpoints
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/workers", async (ResourcePoolBridge bridge) => TypedResults.Json(await bridge.GetWorkersAsync(), BridgeJson.Options));
        api.MapGet("/browsers", async (ResourcePoolBridge bridge) => TypedResults.Json(await bridge.GetBrowsersAsync(), BridgeJson.Options));
        api.MapGet("/forecast", async (ResourcePoolBridge bridge) => TypedResults.Json(await bridge.GetForecastAsync(), BridgeJson.Options));
        api.MapPost("/workers", RegisterAsync);
        api.MapDelete("/workers/{id}", async (string id, ResourcePoolBridge bridge) =>
            await bridge.UnregisterWorkerAsync(Uri.UnescapeDataString(id))
                ? TypedResults.NoContent()
                : Problems.Of(StatusCodes.Status404NotFound, $"There is no worker '{id}'."));
    }

    private static async Task<IResult> RegisterAsync(HttpContext context, ResourcePoolBridge bridge)
    {
        using var reader = new StreamReader(context.Request.Body);
        var (worker, error) = StrictReader.Read<WorkerRequest>(await reader.ReadToEndAsync(context.RequestAborted));
        if (worker is null)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "The worker cannot be read.", [error!]);
        }

        var reply = await bridge.RegisterWorkerAsync(worker, context.RequestAborted);
        return reply.Refused is { } why
            ? Problems.Of(StatusCodes.Status422UnprocessableEntity, $"Worker '{reply.WorkerId}' was refused: {why}", reply.Reason, [new RequirementError("worker_id", why)])
            : TypedResults.Json(reply, BridgeJson.Options, statusCode: StatusCodes.Status201Created);
    }
}
