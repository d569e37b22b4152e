namespace OrleansBridge.Grains.Index;

/// <summary>A worker as its committed ledger has it.</summary>
/// <param name="Worker">The worker's id.</param>
/// <param name="Generation">The generation that reservations must name.</param>
/// <param name="Damaged">Whether the row cannot be read.</param>
public sealed record LedgerWorker(string Worker, long Generation, bool Damaged);
