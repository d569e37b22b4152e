using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OrleansBridge.Hosting.Api;

/// <summary>Turns what an endpoint threw into problem details, so that no caller ever sees a stack trace.</summary>
internal static partial class FailureAnswer
{
    internal static async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller went away: there is nobody to answer.
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await Problems.Write(context, e.StatusCode, e.Message);
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            LogFailed(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(BridgeApi)), e, context.Request.Method, context.Request.Path);
            await Problems.Write(context, StatusCodes.Status503ServiceUnavailable, $"The bridge could not answer: {e.Message}");
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path} failed.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string method, PathString path);
}
