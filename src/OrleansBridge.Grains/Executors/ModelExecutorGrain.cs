using Orleans.Concurrency;
using OrleansBridge.Grains.Agents;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Executors;

[GrainType("bridge.executor"), StatelessWorker]
internal sealed class ModelExecutorGrain(RunTable runs) : Grain, IModelExecutorGrain
{
    public Task<bool> AdmitAsync(Assignment assignment) => Task.FromResult(runs.Admit(assignment));

    public Task CancelAsync(RunKey run, string why)
    {
        runs.Cancel(run, why);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RunKey>> RunsAsync(string workerId) => Task.FromResult(runs.Of(workerId));
}
