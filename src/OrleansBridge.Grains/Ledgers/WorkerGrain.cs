using Orleans.Transactions.Abstractions;
using OrleansBridge.Workers;

namespace OrleansBridge.Grains.Ledgers;

[GrainType("bridge.worker")]
internal sealed class WorkerGrain(
    [TransactionalState("worker", BridgeStorage.Name)] ITransactionalState<WorkerState> state,
    LedgerTransaction ledger) : Grain, IWorkerGrain
{
    public async Task<long> RegisterAsync(WorkerDescriptor descriptor)
    {
        var generation = 0L;
        var outcome = await ledger.RunAsync(async () =>
        {
            generation = await state.PerformUpdate(s => s.Register(descriptor));
            return true;
        });
        return outcome == LedgerOutcome.Committed
            ? generation
            : throw new NotCommittedException($"Worker {this.GetPrimaryKeyString()} could not be registered: the database did not commit. It is tried again.");
    }

    public Task<bool> ReserveAsync(RunKey run, long generation, bool exclusive) =>
        state.PerformUpdate(s => s.Reserve(run, generation, exclusive));

    public Task ReleaseAsync(RunKey run) => state.PerformUpdate(s => s.Release(run));

    public Task DrainAsync(bool draining) => ledger.RunAsync(() => state.PerformUpdate(s => s.Drain(draining)));

    /// <summary>Activating the grain has rebuilt the row, or this activation still has what stood there: either way it is written.</summary>
    public Task RepairAsync() => ledger.RunAsync(() => state.PerformUpdate(_ => true));
}
