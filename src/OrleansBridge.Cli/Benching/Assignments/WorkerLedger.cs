using Orleans.Transactions.Abstractions;
using OrleansBridge.Grains.Ledgers;
using OrleansBridge.Workers;

namespace OrleansBridge.Cli.Benching.Assignments;

[GrainType("bench.worker")]
internal sealed class WorkerLedger([TransactionalState(LedgerRows.WorkerStateName, LedgerSilo.Storage)] ITransactionalState<WorkerState> state) : Grain, IWorkerLedger
{
    public Task<bool> ReserveAsync(RunKey run) => state.PerformUpdate(s => LedgerRows.Reserve(s, run));
}
