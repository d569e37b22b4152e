using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrleansBridge.Client;
using OrleansBridge.Grains.Agents;

namespace OrleansBridge.Hosting.Api;

/// <summary>
/// Liveness never touches PostgreSQL or a grain; readiness asks the farm, start-up the same once. A silo that drains is alive and
/// not ready: it is left alone, and sent no more calls.
/// </summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => TypedResults.Text("live"));
        app.MapGet("/health/ready", ReadyAsync);
        app.MapGet("/health/startup", ReadyAsync);
    }

    private static async Task<IResult> ReadyAsync(ResourcePoolBridge bridge, SiloDrain drain)
    {
        if (drain.Begun)
        {
            var left = drain.Now();
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, $"Not ready: this silo drains, {left.Runs} runs of {left.Workers} workers are left.");
        }

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
