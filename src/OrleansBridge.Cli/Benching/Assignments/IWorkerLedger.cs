using OrleansBridge.Workers;

namespace OrleansBridge.Cli.Benching.Assignments;

/// <summary>A worker's ledger alone.</summary>
[Alias("bridge.bench.IWorkerLedger")]
internal interface IWorkerLedger : IGrainWithStringKey
{
    /// <summary>Reserves a slot; the oldest one goes when all are taken, so that the load never ends.</summary>
    [Alias("Reserve"), Transaction(TransactionOption.Join)]
    Task<bool> ReserveAsync(RunKey run);
}
