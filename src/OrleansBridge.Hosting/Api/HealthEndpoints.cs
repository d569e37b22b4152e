using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansBridge.Client;
using OrleansBridge.Grains.Agents;

namespace OrleansBridge.Hosting.Api;

/// <summary>
/// Liveness never touches PostgreSQL or a grain; readiness asks the farm, start-up the same once. A silo that is to have browsers is
/// ready when they have been probed, and one that drains is alive and not ready: it is left alone, and sent no more calls.
/// </summary>
internal static partial class HealthEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    internal static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => TypedResults.Text("live"));
        app.MapGet("/health/ready", ReadyAsync);
        app.MapGet("/health/startup", ReadyAsync);
    }

    private static async Task<IResult> ReadyAsync(HttpContext context, ResourcePoolBridge bridge, ILoggerFactory logs)
    {
        if (WhyNotReady(context.RequestServices) is { } why)
        {
            return NotReady(why);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(Patience);
        try
        {
            var workers = await bridge.GetWorkersAsync(limit.Token).WaitAsync(limit.Token);
            return TypedResults.Text($"ready, {workers.Count(w => w.Alive)} workers");
        }
        catch (OperationCanceledException)
        {
            return NotReady($"the farm did not answer within {Patience.TotalSeconds:0} s");
        }
        catch (Exception e)
        {
            // Anybody may ask here: what went wrong is the log's.
            LogNotReady(logs.CreateLogger("OrleansBridge.Hosting.Api.Health"), e);
            return NotReady("the farm cannot be asked; the log says why");
        }
    }

    /// <summary>What this process knows by itself. One that hosts no silo knows nothing against it.</summary>
    private static string? WhyNotReady(IServiceProvider services)
    {
        if (services.GetService<SiloDrain>() is { Begun: true } drain)
        {
            var left = drain.Now();
            return $"this silo drains, {left.Runs} runs of {left.Workers} workers are left";
        }

        return services.GetService<OrleansBridgeOptions>()?.Engine is null ? null
            : services.GetRequiredService<AgentReadiness>().Ready switch
            {
                { IsCompletedSuccessfully: true } => null,
                { IsFaulted: true } => "its browsers could not be started; the log says why",
                _ => "its browsers are being started and probed",
            };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Not ready: the farm could not be asked for its workers")]
    private static partial void LogNotReady(ILogger logger, Exception exception);

    private static IResult NotReady(string why) => Problems.Of(StatusCodes.Status503ServiceUnavailable, $"Not ready: {why}.");
}
