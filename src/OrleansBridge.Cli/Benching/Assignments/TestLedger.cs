using Orleans.Transactions.Abstractions;
using OrleansBridge.Grains.Ledgers;

namespace OrleansBridge.Cli.Benching.Assignments;

[GrainType("bench.test")]
internal sealed class TestLedger(
    [TransactionalState(LedgerRows.TestStateName, LedgerSilo.Storage)] ITransactionalState<TestState> state, ITransactionClient client, IGrainFactory grains) : Grain, ITestLedger
{
    public Task AssignAsync(string worker) => client.RunDecidedByOthers(
        () => state.PerformUpdate(s =>
        {
            LedgerRows.Assign(s, this.GetPrimaryKeyString(), worker);
            return s.Run;
        }),
        run => grains.GetGrain<IWorkerLedger>(worker).ReserveAsync(run));
}
