using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansBridge.Client;

namespace OrleansBridge.Hosting.Api;

/// <summary>Liveness never touches PostgreSQL or a grain; readiness asks the farm, start-up the same once.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => TypedResults.Text("live"));
        app.MapGet("/health/ready", ReadyAsync);
        app.MapGet("/health/startup", ReadyAsync);
    }

    private static async Task<IResult> ReadyAsync(ResourcePoolBridge bridge)
    {
        try
        {
            var workers = await bridge.GetWorkersAsync().WaitAsync(Patience);
            return TypedResults.Text($"ready, {workers.Count(w => w.Alive)} workers");
        }
        catch (Exception e)
        {
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, $"Not ready: {e.Message}");
        }
    }
}
