using Microsoft.Extensions.Logging;
using OrleansBridge.Core.Scaling;
using OrleansBridge.Execution;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Agents;

/// <summary>
/// Carries out what the balancer advises for this silo's browsers. Passed over are workers that are not here or drain, and, while
/// memory is short, whatever would take some.
/// </summary>
internal sealed partial class BrowserScaling(IExecutionEngine engine, HostedWorkers workers, MemoryPressure memory, WarmUps warmUps, ILogger<BrowserScaling> log)
{
    public void Follow(ScaleCommand command)
    {
        if (workers.Find(command.Worker) is not { Draining: false } worker
            || (command.Change != ScaleChange.Close && memory.Rung != MemoryRung.None))
        {
            return;
        }

        LogAdvice(command.Worker, command.Change, command.Browser, command.Why);
        switch (command.Change)
        {
            case ScaleChange.Launch:
                engine.Launch(command.Worker, command.Browser, command.Why);
                break;
            case ScaleChange.Close:
                engine.CloseIdle(command.Worker, command.Browser, command.Why);
                break;
            case ScaleChange.Warm:
                warmUps.Begin(worker, command);
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Advice for {Worker}: {Change} {Browser}, since {Why}")]
    private partial void LogAdvice(string worker, ScaleChange change, string browser, string why);
}
