using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Tests.Balancing;

/// <summary>An agent that does nothing it is told.</summary>
internal sealed class SilentAgent : IWorkerAgent
{
    public Task StartAsync(Assignment assignment) => Task.CompletedTask;

    public Task CancelAsync(string workerId, RunKey run, string why) => Task.CompletedTask;

    public Task<bool> YieldAsync(string workerId, RunKey run) => Task.FromResult(false);

    public Task<string?> OpenWorkerAsync(WorkerRequest request) => Task.FromResult<string?>(null);

    public Task DrainWorkerAsync(string workerId) => Task.CompletedTask;

    public Task ScaleAsync(ScaleCommand command) => Task.CompletedTask;
}
