using Microsoft.Extensions.Logging;

namespace OrleansBridge.Grains.Agents;

/// <summary>An agent's calls to the rest of the cluster. One that fails is a warning and no more: whatever it was for is repeated.</summary>
internal sealed partial class AgentCalls(ILogger<WorkerAgent> log)
{
    /// <summary>A call that Orleans cancelled, as when a silo goes, is a failed one; only the caller's own end is none.</summary>
    /// <returns>Whether it got through.</returns>
    public async Task<bool> TryAsync(Func<Task> call, CancellationToken cancellation)
    {
        try
        {
            await call();
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            LogUnreachable(e);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The agent's call failed; it is repeated")]
    private partial void LogUnreachable(Exception exception);
}
