using OrleansBridge.Execution;

namespace OrleansBridge.Grains.Agents;

/// <summary>Whether a silo's agent has probed its browsers and opened its workers.</summary>
public sealed class AgentReadiness
{
    private readonly TaskCompletionSource<IReadOnlyList<BrowserCapability>> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with what the probes found, or with the reason why the engine could not start.</summary>
    public Task<IReadOnlyList<BrowserCapability>> Ready => _ready.Task;

    internal void Announce(IReadOnlyList<BrowserCapability> capabilities) => _ready.TrySetResult(capabilities);

    internal void Fail(Exception reason) => _ready.TrySetException(reason);
}
