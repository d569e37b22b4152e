using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Agents;

/// <summary>What a silo's agent opens by itself and how it ends.</summary>
public sealed class AgentOptions
{
    /// <summary>Workers opened at start. Default none: they are registered by callers.</summary>
    public IList<WorkerRequest> Workers { get; } = [];

    /// <summary>Assignments a browser instance may hold: one runs, the others wait prepared.</summary>
    /// <value>Default 3. More hides commit latency better and makes placement less informed.</value>
    public int SlotsPerBrowser { get; set; } = 3;

    /// <summary>How long past its own time-out a run may hang in the engine before the agent reports it as timed out.</summary>
    /// <value>Default 20 s.</value>
    public TimeSpan HangGrace { get; set; } = TimeSpan.FromSeconds(20);
}
