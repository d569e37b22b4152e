using Microsoft.Extensions.Logging;
using OrleansBridge.Core.Scaling;
using OrleansBridge.Execution;

namespace OrleansBridge.Grains.Agents;

/// <summary>Climbs the memory ladder and down again as the machine's memory fills and empties, and does what each rung asks for.</summary>
/// <param name="used">Share of the machine's memory in use; null: not known.</param>
/// <param name="ladder">Where the rungs begin.</param>
/// <param name="engine">What gives memory back.</param>
/// <param name="gate">What refuses runs at last.</param>
/// <param name="log">Is told of each change of rung.</param>
internal sealed partial class MemoryPressure(Func<double?> used, MemoryLadder ladder, IExecutionEngine engine, AdmissionGate gate, ILogger<MemoryPressure> log)
{
    /// <summary>The rung it is on.</summary>
    public MemoryRung Rung { get; private set; }

    /// <summary>Looks, and does what the rung asks for: again each time, since what was given back may have been taken.</summary>
    public void Look()
    {
        try
        {
            var share = used();
            var next = ladder.Next(Rung, share);
            if (next != Rung)
            {
                LogRung(next > Rung ? LogLevel.Warning : LogLevel.Information, 100 * share, next, Meaning(next));
                Rung = next;
            }

            gate.Refuses = Rung >= MemoryRung.Refuse;
            if (Relief(Rung) is { } relief)
            {
                engine.Relieve(relief);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The agent must not end of it; the next look is two seconds away.
            LogFailed(e);
        }
    }

    private static MemoryRelief? Relief(MemoryRung rung) => rung switch
    {
        MemoryRung.None => null,
        MemoryRung.EvictSessions => MemoryRelief.EvictSessions,
        MemoryRung.CloseIdlePages => MemoryRelief.CloseIdlePages,
        _ => MemoryRelief.Recycle,
    };

    private static string Meaning(MemoryRung rung) => rung switch
    {
        MemoryRung.None => "nothing is given up any more",
        MemoryRung.EvictSessions => "models that are loaded and not in use are given up; nothing is launched or loaded ahead of need",
        MemoryRung.CloseIdlePages => "pages on which nothing runs are closed",
        MemoryRung.Recycle => "idle browsers are closed, busy ones after their run",
        _ => "no run begins beside others; one at a time always does",
    };

    [LoggerMessage(Message = "{Percent:0.0} % of the machine's memory is in use, {Rung}: {Meaning}")]
    private partial void LogRung(LogLevel level, double? percent, MemoryRung rung, string meaning);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Memory could not be looked after; it is tried again")]
    private partial void LogFailed(Exception exception);
}
