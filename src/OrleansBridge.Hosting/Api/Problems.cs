using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using OrleansBridge.Json;
using OrleansBridge.Testing;

namespace OrleansBridge.Hosting.Api;

/// <summary>Errors as problem details (RFC 9457): what was wrong, and each field's problem under <c>errors</c>.</summary>
internal static class Problems
{
    private const string ContentType = "application/problem+json";

    internal static IResult Of(int status, string detail, IReadOnlyList<RequirementError>? errors = null) =>
        TypedResults.Json(Body(status, detail, errors), BridgeJson.Options, ContentType, status);

    /// <summary>With a <c>reason</c> that programs may go by.</summary>
    internal static IResult Of<TReason>(int status, string detail, TReason reason, IReadOnlyList<RequirementError> errors)
        where TReason : struct, Enum
    {
        var body = Body(status, detail, errors);
        body["reason"] = JsonSerializer.SerializeToNode(reason, BridgeJson.Options);
        return TypedResults.Json(body, BridgeJson.Options, ContentType, status);
    }

    internal static Task Write(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(Body(status, detail, null), BridgeJson.Options, ContentType, context.RequestAborted);
    }

    internal static IResult NoSuchTest(string id) => Of(StatusCodes.Status404NotFound, $"There is no test '{id}'.");

    private static JsonObject Body(int status, string detail, IReadOnlyList<RequirementError>? errors)
    {
        var body = new JsonObject { ["title"] = ReasonPhrases.GetReasonPhrase(status), ["status"] = status, ["detail"] = detail };
        if (errors is { Count: > 0 })
        {
            body["errors"] = new JsonArray([.. errors.Select(e => new JsonObject { ["field"] = e.Field, ["problem"] = e.Problem })]);
        }

        return body;
    }
}
