using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using OrleansBridge.Client;
using OrleansBridge.Json;
using OrleansBridge.Testing;

namespace OrleansBridge.Hosting.Api;

/// <summary>Submit, get, wait, watch, list and cancel tests.</summary>
internal static class TestEndpoints
{
    internal static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/tests", SubmitAsync);
        api.MapGet("/tests", ListAsync);
        api.MapPost("/tests/events", WatchManyAsync);
        api.MapGet("/tests/{**id}", ReadAsync);
        api.MapPost("/tests/{**id}", CancelAsync);
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, ResourcePoolBridge bridge)
    {
        var body = await ReadBodyAsync(context);
        var (tests, batch, errors) = RequirementsReader.Read(body);
        if (errors.Count > 0)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "The requirements cannot be read.", errors);
        }

        if (batch)
        {
            return Json(await bridge.SubmitTestsAsync(tests, context.RequestAborted));
        }

        var reply = await bridge.SubmitTestAsync(tests[0], context.RequestAborted);
        return reply.Status switch
        {
            SubmitStatus.Accepted => Json(reply, StatusCodes.Status201Created),
            SubmitStatus.Known => Json(reply),
            SubmitStatus.Conflict => Problems.Of(StatusCodes.Status409Conflict, $"Another test stands under the id '{reply.TestId}'.", reply.Errors),
            _ => Problems.Of(StatusCodes.Status422UnprocessableEntity, "The test was refused.", reply.Errors),
        };
    }

    private static async Task<IResult> ListAsync(HttpContext context, ResourcePoolBridge bridge)
    {
        var (query, error) = TestQueryReader.Read(context.Request.Query);
        return error is null
            ? Json(await bridge.ListTestsAsync(query, context.RequestAborted))
            : Problems.Of(StatusCodes.Status400BadRequest, "The query cannot be read.", [error]);
    }

    private static async Task<IResult> ReadAsync(HttpContext context, ResourcePoolBridge bridge)
    {
        var (id, verb) = TestAddress.Of(context, "wait", "events");
        var since = long.TryParse(context.Request.Query["since"], out var version) ? version : -1;
        var test = verb == "wait"
            ? await bridge.WaitForChangeAsync(id, since, context.RequestAborted)
            : await bridge.GetTestAsync(id, context.RequestAborted);
        if (test is null)
        {
            return Problems.NoSuchTest(id);
        }

        if (verb != "events")
        {
            return Json(test);
        }

        await TestEvents.WriteAsync(context, bridge, [id]);
        return TypedResults.Empty;
    }

    private static async Task WatchManyAsync(HttpContext context, ResourcePoolBridge bridge)
    {
        var watch = await context.Request.ReadFromJsonAsync<WatchRequest>(BridgeJson.Strict, context.RequestAborted);
        await TestEvents.WriteAsync(context, bridge, watch?.Ids ?? []);
    }

    private static async Task<IResult> CancelAsync(HttpContext context, ResourcePoolBridge bridge)
    {
        var (id, verb) = TestAddress.Of(context, "cancel");
        if (verb is null)
        {
            return Problems.Of(StatusCodes.Status404NotFound, "There is no such call. POST /api/tests submits, POST /api/tests/ID/cancel cancels.");
        }

        var why = context.Request.Query["why"].ToString();
        return await bridge.CancelTestAsync(id, why.Length > 0 ? why : "cancelled by a caller") is { } test ? Json(test) : Problems.NoSuchTest(id);
    }

    private static async Task<string> ReadBodyAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(context.RequestAborted);
    }

    private static JsonHttpResult<T> Json<T>(T value, int status = StatusCodes.Status200OK) => TypedResults.Json(value, BridgeJson.Options, statusCode: status);
}
