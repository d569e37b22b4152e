namespace OrleansBridge.Postgres;

/// <summary>A worker as its committed ledger has it.</summary>
/// <param name="Worker">The worker's id.</param>
/// <param name="Generation">Its current generation.</param>
/// <param name="Damaged">Whether the row cannot be read.</param>
public sealed record WorkerRow(string Worker, long Generation, bool Damaged);
